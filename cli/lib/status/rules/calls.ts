import { Rule } from './rule';
import { calleeOf, OutgoingCall } from '../calls';
import { isReady } from '../containers';
import { APPLICATION, Finding, Urgency } from '../finding';
import { shellWord } from '../shell-word';
import { logKey, Surroundings } from '../surroundings';
import { secondsSince } from '../time';
import { keyOf, Workload } from '../workload';

type Judgement = Pick<Finding, 'cause' | 'what' | 'step'>;

/** A call that failed so often, for so many seconds, and a short while ago, does not mend itself. */
const [OFTEN, LASTING, RECENT] = [3, 45, 60];

/** Calls that the proxies of the pods could not make, or that the callee refused: the logs of the proxies say so. */
export const callFindings: Rule = (workload, around) =>
  (around.calls.get(keyOf(workload)) ?? []).flatMap((call): Finding[] => {
    const lines = linesOf(workload, around).filter(
      ({ text }) => text.includes(`.${call.name}`) || text.includes('refused a callee'),
    );
    const told = inTime(
      [
        {
          of: unknown(call),
          lines: lines.filter(
            ({ text }) =>
              (text.startsWith(`out.${call.name}: `) && text.includes('(PR after'))
              || (text.startsWith(`call.${call.name}: `) && text.includes('(PR after')),
          ),
        },
        { of: otherIdentity(call, lines), lines: lines.filter(({ text }) => text.includes('refused a callee')) },
        { of: forbidden(call), lines: refusedBy(call, workload, around) },
        {
          of: silent(call, around),
          lines: lines.filter(({ text }) => /^(out|call)\./.test(text) && /\((sC|SC) after/.test(text) && !/ \[/.test(text)),
        },
      ],
      around.now,
    );
    return told === undefined ? [] : [{ ...told.of, whose: APPLICATION, since: told.since, urgency: told.urgency }];
  });

interface Line {
  readonly time: string;
  readonly text: string;
}

/** The first kind of failure that lasts, or else that is there. */
function inTime(kinds: readonly { readonly of: Judgement; readonly lines: readonly Line[] }[], now: number) {
  const found = kinds.flatMap(({ of, lines }) => {
    const [since, last] = [lines[0]?.time, lines.at(-1)?.time];
    if (lines.length < OFTEN || secondsSince(last, now) > RECENT) return [];
    return [{ of, since, urgency: secondsSince(since, now) >= LASTING ? Urgency.PERSON : Urgency.ITSELF }];
  });
  return found.find(({ urgency }) => urgency === Urgency.PERSON) ?? found[0];
}

/** Of the log of each proxy that was read, with the kubelet's times. */
function linesOf({ namespace, pods }: Workload, { logs }: Surroundings): Line[] {
  return pods
    .flatMap(({ metadata }) =>
      (logs.get(logKey(namespace, metadata.name, 'proxy')) ?? '').split('\n').flatMap(line => {
        const [, time, text] = /^(\d{4}-\S+) (.*)$/.exec(line) ?? [];
        return time === undefined ? [] : [{ time, text }];
      }),
    )
    .sort((one, other) => (one.time < other.time ? -1 : 1));
}

/** What the callee's proxy says of refused requests: who made them, at the end of the line. */
function refusedBy({ host }: OutgoingCall, { namespace, name }: Workload, around: Surroundings): Line[] {
  const callee = around.workloads.find(each => {
    const wanted = calleeOf(host);
    return wanted !== undefined && keyOf(each) === keyOf(wanted);
  });
  const caller = `/ns/${namespace}/sa/${name}`;
  return callee === undefined
    ? []
    : linesOf(callee, around).filter(
      ({ text }) => text.endsWith(caller) && /caller=spiffe:/.test(text) && / (403|-1) .* PR[-A-Z]* /.test(text),
    );
}

function unknown({ host, name }: OutgoingCall): Judgement {
  const callee = calleeOf(host);
  const look = callee && `: kubectl get service,pods -n ${shellWord(callee.namespace)} -l `
    + `${shellWord(`app.kubernetes.io/name=${callee.name}`)}`;
  return {
    cause: 'callee-unknown',
    what: `It calls ${host}, which has no address: DNS does not know that name, or no pod of it is ready.`,
    step: `Correct calls (${name.replace(/\.\d+$/, '')}), or apply the callee${look ?? '.'}`,
  };
}

function otherIdentity({ host }: OutgoingCall, lines: readonly Line[]): Judgement {
  const [, shown, wanted] =
    /it shows (\S+), and not (\S+)/.exec(lines.find(({ text }) => text.includes('refused a callee'))?.text ?? '') ?? [];
  return {
    cause: 'callee-identity',
    what: `It calls ${host}, which shows the identity ${shown}, and not ${wanted}.`,
    step: 'Correct serviceAccount or spiffeId of the call.',
  };
}

function forbidden({ host }: OutgoingCall): Judgement {
  return {
    cause: 'callee-refuses',
    what: `${named(host)} refuses its calls: it is not among its callers.`,
    step: `Have those who own it add this workload to the callers of ${calleeOf(host)?.name ?? host}.`,
  };
}

/** Nothing comes back: by a NetworkPolicy, if the callee is well. */
function silent(call: OutgoingCall, { workloads }: Surroundings): Judgement {
  const wanted = calleeOf(call.host);
  const callee = wanted && workloads.find(each => keyOf(each) === keyOf(wanted));
  if (callee?.pods.some(isReady) === true) {
    const { step } = forbidden(call);
    return {
      cause: 'callee-refuses',
      what: `${named(call.host)} refuses its calls: its NetworkPolicy does not let this workload in, which is not among its `
        + 'callers.',
      step,
    };
  }
  if (callee !== undefined) {
    return {
      cause: 'callee-down',
      what: `It calls ${named(call.host)}, of which no pod is ready.`,
      step: `pinterest status ${keyOf(callee)}`,
    };
  }
  return {
    cause: 'callee-silent',
    what: `It calls ${call.host} at port ${call.port}, which does not answer.`,
    step: 'Look whether it runs, and whether it lets this workload in by its '
      + `callers${wanted === undefined ? '.' : `: pinterest status ${keyOf(wanted)}`}`,
  };
}

function named(host: string): string {
  const callee = calleeOf(host);
  return callee === undefined ? host : keyOf(callee);
}
