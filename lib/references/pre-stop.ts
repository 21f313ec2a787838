import { Fields, fieldsOf, itemsOf } from './fields';
import { PodContainer } from './pods';
import { Problem } from '../validation/problem';
import { asString } from '../validation/words';

/** What a pod has that says nothing else. */
const DEFAULT_GRACE = 30;

/** A hook that sleeps until the pod's time is up: the container is killed, and never told to end. */
export function preStopProblems({ fields }: PodContainer, at: string, pod: Fields): Problem[] {
  if (fields.lifecycle === undefined) return NONE;
  const { sleep, exec } = fieldsOf(fieldsOf(fields.lifecycle).preStop);
  const byCommand = sleep === undefined;
  const seconds = byCommand ? sleptBy(itemsOf(fieldsOf(exec).command)) : fieldsOf(sleep).seconds;
  const grace = pod.terminationGracePeriodSeconds ?? DEFAULT_GRACE;
  if (typeof seconds !== 'number' || typeof grace !== 'number' || seconds < grace || seconds === 0) return NONE;
  const enough = `terminationGracePeriodSeconds: ${Math.ceil(seconds) + DEFAULT_GRACE}`;
  return [{
    field: `${at}.lifecycle.preStop.${byCommand ? 'exec.command' : 'sleep.seconds'}`,
    value: `${seconds} s`,
    rule: `sleeps as long as the pod may take to end, ${grace} s, or longer, so that the container is killed without SIGTERM`,
    fix: seconds < Infinity ? `Say ${enough}, or sleep less.` : 'Sleep less.',
  }];
}

const NONE: Problem[] = [];

/** How long a command sleeps, whatever happens, before it does anything else; undefined if nobody can tell. */
function sleptBy(command: readonly unknown[]): number | undefined {
  const words = command.map(asString);
  const [program, flag, script] = words;
  if (isCalled(program, 'sleep')) return sumOf(words.slice(1));
  const isShell = ['sh', 'bash', 'ash', 'dash'].some(name => isCalled(program, name));
  if (!isShell || flag !== '-c' || words.length < 3 || UNSURE.test(script)) return undefined;
  let seconds = 0;
  for (const [step, ...rest] of script.split(/[;\n]|&&/).map(each => each.trim().split(/\s+/))) {
    if (isCalled(step, 'sleep')) seconds += sumOf(rest) ?? 0;
    // What a script tells the program itself it may wait for: it is no hook that only sleeps.
    else if (!['', 'echo', 'date', 'set', 'true', ':'].includes(step)) break;
  }
  return seconds;
}

/** Any of what makes a step of a script depend on another one, run beside it, or be text. */
const UNSURE = /\|\||&(?!&)(?<!&&)|[`"'(){}<|#\\$]|\b(if|while|until|for|case|exit|exec|trap|function)\b/;

const AMOUNT = /^(\d+(?:\.\d+)?|inf|infinity)([smhd]?)$/;
const SECONDS: Record<string, number> = { '': 1, 's': 1, 'm': 60, 'h': 3600, 'd': 86400 };

function sumOf(amounts: string[]): number | undefined {
  let sum = 0;
  for (const amount of amounts) {
    const [, number, unit] = AMOUNT.exec(amount) ?? [];
    if (number === undefined) return undefined;
    sum += (number.startsWith('inf') ? Infinity : Number(number)) * SECONDS[unit];
  }
  return sum;
}

function isCalled(program: string | undefined, name: string): boolean {
  return program === name || program === `/bin/${name}` || program === `/usr/bin/${name}`;
}
