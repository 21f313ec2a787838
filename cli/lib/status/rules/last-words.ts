import { Finding } from '../finding';

type Judgement = Pick<Finding, 'cause' | 'what' | 'step'>;

interface LastWords {
  readonly said: RegExp;
  readonly cause: string;
  readonly what: string;
  readonly step: string;
}

const PROCESSOR: LastWords = {
  said: /exec format error/,
  cause: 'wrong-processor',
  what: 'is no program for the processor of its node, or a script without #!',
  step: 'Build the image for the nodes (docker build --platform): kubectl get nodes -L kubernetes.io/arch',
};

/** What the operating system answers, in whatever language the application tells it. */
const KNOWN: readonly LastWords[] = [
  PROCESSOR,
  {
    said: /read-only file system/i,
    cause: 'read-only-files',
    what: 'ends since it may not write where it wants to: its root file system is read-only',
    step: 'Name that folder in scratch, or have the application write to one that is there.',
  },
  {
    said: /no space left on device/i,
    cause: 'disk-full',
    what: 'ends since there is no space left where it writes',
    step: 'Raise the size of that volume, or of that folder in scratch, or remove what is no longer needed.',
  },
  {
    said: /address already in use|EADDRINUSE/i,
    cause: 'port-taken',
    what: 'ends since another process of its pod has the port at which it wants to listen',
    step: 'Choose another container.portNumber: the containers of a pod share their ports.',
  },
];

/** The last lines only: a log may complain of the same earlier, and go on. */
const LINES = 5;

/** What the last lines of a log say, if that is sure. */
export function lastWords(container: string, message: string): Judgement | undefined {
  const lines = message.trim().split('\n').slice(-LINES);
  return told(container, lines, KNOWN);
}

/** The same of a container that could not be started at all. */
export function startWords(container: string, message: string): Judgement | undefined {
  return told(container, [message], [PROCESSOR]);
}

function told(container: string, lines: readonly string[], known: readonly LastWords[]): Judgement | undefined {
  for (const { said, cause, what, step } of known) {
    const line = lines.find(each => said.test(each));
    if (line !== undefined) return { cause, step, what: `The container ${container} ${what}: ${line.trim().slice(-200)}` };
  }
  return undefined;
}
