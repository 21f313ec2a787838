import { resolve } from 'node:path';
import { Finding } from 'cdk8s-pinterest';
import { Built } from './build';
import { fieldIn, isFaulty } from './fields';
import { Written } from './written';
import { describeBare, Fault, inOrder } from '../documents/fault';
import { Place } from '../documents/node';
import { visible } from '../documents/visible';
import { inYaml, ruleInYaml } from '../wording/in-yaml';

/** What is wrong, in the words of YAML, and where it is written. */
export interface Told extends Finding {
  readonly place?: Place;
}

/** Tells what the library has found; undefined if a fault that is told has caused it. */
export type Teller = (finding: Finding) => Told | undefined;

/** By which the library knows how an app's findings are told, to people and to tools. */
const TELLER = 'cdk8s-pinterest:teller';

/** Has the app refuse to write anything where there are faults, and tell all that is wrong in the words of YAML. */
export function tellInYaml({ app, faults, written, anywhere }: Built): Teller {
  const messages = new Map<string, Fault>();
  for (const fault of inOrder(faults)) {
    const bare = describeBare(fault);
    // A message has one place.
    const { file, line, column } = fault.place;
    messages.set(messages.has(bare) ? `${bare} (${visible(file)}:${line}:${column})` : bare, fault);
  }
  if (messages.size > 0) app.node.addValidation({ validate: () => [...messages.keys()] });
  const tell: Teller = finding => {
    const fault = finding.path === '' && !finding.problem ? messages.get(finding.message) : undefined;
    if (fault) {
      const { place, field, value, rule, fix } = fault;
      return { path: finding.path, message: describeBare(fault), problem: { field, value, rule, fix }, place };
    }
    return toldOf(finding, nearest(finding.path ?? '', written), anywhere);
  };
  app.node.addMetadata(TELLER, (finding: Finding) => {
    const told = tell(finding);
    return told?.place ? { ...told, place: { ...told.place, file: resolve(told.place.file) } } : told;
  });
  return tell;
}

function toldOf(finding: Finding, found: Written | undefined, anywhere: Place | undefined): Told | undefined {
  const { message, problem, path } = finding;
  if (!problem) return { ...finding, message: visible(inYaml(message)), place: found?.doc.place ?? anywhere };
  const field = found && fieldIn(found, problem.field, problem.value);
  if (found && isFaulty(found, problem.field, field)) return undefined;
  const place = field?.at.node.place ?? found?.doc.place ?? anywhere;
  // What the platform package says wrong is no YAML, but a program.
  if (!field && /^platform\b/.test(problem.field)) return { ...finding, place };
  const rule = ruleInYaml(problem.rule);
  const fix = inYaml(problem.fix);
  const name = field?.path ?? problem.field;
  const told = { field: name, value: problem.value as unknown, rule, fix };
  return { path, message: messageOf(finding, told), problem: told, place };
}

/** The message of the library has the value in its words. */
function messageOf({ message, problem }: Finding, { field, rule, fix }: { field: string; rule: string; fix: string }): string {
  const [before, after] = [visible(problem!.field), visible(`: ${problem!.rule}. ${problem!.fix}`)];
  const value = message.startsWith(before) && message.endsWith(after) ? message.slice(before.length, -after.length) : '';
  return visible(`${field}${value}: ${rule}. ${fix}`);
}

/** The document of a construct, or of the nearest one above it. */
function nearest(path: string, written: Built['written']): Written | undefined {
  for (let at = path; ; at = at.slice(0, Math.max(at.lastIndexOf('/'), 0))) {
    const found = written.get(at);
    if (found || at === '') return found;
  }
}
