import { APPLICATION, CLUSTER, Finding, platform } from '../finding';
import { shellWord } from '../shell-word';

type Failure = Pick<Finding, 'cause' | 'what' | 'whose' | 'step'>;

/** What a container of a component says of its end, as its termination message; undefined if it says nothing that is known. */
export function componentFailure(container: string, message: string): Failure | undefined {
  if (container === 'dependencies') return dependencyFailure(message);
  return container === 'secrets' || container === 'first-secrets' ? secretFailure(message) : undefined;
}

/** The script of the dependencies says what to do itself. */
function dependencyFailure(message: string): Failure | undefined {
  const [, path, said] = /^dependency (\S+): (.+)$/m.exec(message) ?? [];
  if (path === undefined) return undefined;
  const sentence = (text: string) => (text.endsWith('.') ? text : `${text}.`);
  const failure = (cause: string, what: string, step: string, whose = APPLICATION): Failure => ({
    cause,
    what: sentence(what),
    whose,
    step,
  });
  if (said.startsWith('is not in') || said.startsWith('is empty')) {
    return failure(
      'dependency-missing',
      `The dependency ${path} ${firstSentence(said)}`,
      'Publish it there, or correct dependencies.path.',
    );
  }
  if (said.startsWith('has the wrong checksum')) {
    const [, expected, found] = /Expected sha256 (\w+), found (\w+)/.exec(said) ?? [];
    return failure(
      'dependency-corrupt',
      `The dependency ${path} has the wrong checksum: expected sha256 ${expected}, found ${found}`,
      'Correct dependencies.checksum, or publish the right files under a new '
        + `name${/; (if the store .*)$/.exec(said)?.[1] ? `; ${/; (if the store .*)$/.exec(said)?.[1]}` : '.'}`,
    );
  }
  if (said.startsWith('was not fetched')) {
    const [, daemon, node, words] = /log of (\S+) on the node (\S+); the last words of 15 tries: (.*)$/.exec(said) ?? [];
    const [namespace, name] = (daemon ?? '').split('/');
    return failure(
      'dependency-store-away',
      `The dependency ${path} cannot be fetched through the cache of the node ${node}: ${words}`,
      `kubectl logs -n ${shellWord(namespace)} ${shellWord(`daemonset/${name}`)} --all-containers --tail=50, or ask the `
        + 'infrastructure team to.',
      platform('dependencies'),
    );
  }
  return failure(
    'dependency-not-stored',
    `The dependency ${path} ${said}`,
    "Look at the node's disk, or raise dependencies.sizeLimit.",
    CLUSTER,
  );
}

const firstSentence = (text: string): string => text.split('. ')[0].replace(/\.$/, '');

/** Of a line of the agent's log what is wrong: without its time, and without what is in quotes for programs. */
function saidIn(line: string): string {
  const [, quoted] = / error="((?:[^"\\]|\\.)*)"/.exec(line) ?? [];
  return (quoted?.replace(/\\n/g, ' ').replace(/\\(.)/g, '$1') ?? line.replace(/^\S+ \[\w+\] +/, '')).slice(0, 300);
}

/** What the agent of the secrets says; its log is the message, without values. */
function secretFailure(message: string): Failure {
  const lines = message.split('\n').map(each => each.trim()).filter(each => each !== '');
  const line = (pattern: RegExp) => lines.filter(each => pattern.test(each)).map(saidIn).at(-1);
  const noKey = line(/has no entry for key|sprig_fail: the secret|can't evaluate field/);
  if (noKey !== undefined) {
    return {
      cause: 'secret-key-missing',
      whose: APPLICATION,
      what: `A secret has not the key that is asked for: ${noKey}`,
      step: 'Add the key to the secret in the store, or correct secrets.',
    };
  }
  const absent = line(/no secret exists at|Code: 404/);
  if (absent !== undefined) {
    return {
      cause: 'secret-missing',
      whose: APPLICATION,
      what: `The store has no such secret: ${absent}`,
      step: 'Write it there, or correct secrets.path.',
    };
  }
  const refused = line(/Code: 40[03]|permission denied|invalid certificate or no client certificate|failed to match/i);
  if (refused !== undefined) {
    return {
      cause: 'secret-refused',
      whose: APPLICATION,
      what: `The store does not let this workload read its secrets: ${refused}`,
      step: "Have its role and policy allow the workload's SPIFFE id to read the path.",
    };
  }
  const away =
    line(/no such host|server misbehaving|connection refused|i\/o timeout|deadline exceeded|Code: 50\d|sealed|x509|EOF/i)
    ?? saidIn(lines.at(-1) ?? '');
  return {
    cause: 'secret-store-away',
    whose: platform('secrets'),
    what: `The secret store gives no answer: ${away}`,
    step: 'Ask those who run the store; the pods try again by themselves.',
  };
}
