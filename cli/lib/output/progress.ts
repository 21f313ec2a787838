import { Context } from '../command';

/** Does one step of a command, and shows on a terminal that it goes on, and for how long. */
export async function withProgress<T>({ interactive }: Context, title: string, run: () => Promise<T>): Promise<T> {
  if (!interactive) return run();
  // Loaded only where it shows something: others start sooner.
  const { Listr, ListrLogger, PRESET_TIMER, ProcessOutput } = await import('listr2');
  let result: { readonly value: T } | undefined;
  const task = async () => { result = { value: await run() }; };
  // Standard output is for the answer.
  const logger = new ListrLogger({ processOutput: new ProcessOutput(process.stderr, process.stderr) });
  await new Listr([{ title, task }], {
    forceTTY: true, registerSignalListeners: false, rendererOptions: { clearOutput: true, logger, timer: PRESET_TIMER },
  }).run();
  return result!.value;
}
