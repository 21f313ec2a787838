import { RecordedWorkload } from 'cdk8s-pinterest';
import { withoutCluster } from './alike';
import { Finding } from './finding';
import { clustersInWords, placeInWords } from './report';

/** What CI systems show as tests: a case for each workload, on all its clusters, and one for what belongs to none. */
export function junitOf(workloads: readonly RecordedWorkload[], findings: readonly Finding[], seconds: number): string {
  const names = new Map(workloads.map(workload => [workload.path, caseNameOf(workload, workloads)]));
  const caseOfFinding = ({ path = '' }: Finding) => {
    const found = [...names.keys()].find(each => path === each || path.startsWith(`${each}/`));
    return found === undefined ? 'app' : names.get(found);
  };
  const cases = ['app', ...new Set(names.values())].map(path => ({
    path, found: findings.filter(each => caseOfFinding(each) === path),
  }));
  const failures = cases.filter(({ found }) => found.some(({ severity }) => severity === 'problem')).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${cases.length}" failures="${failures}" time="${seconds}">`,
    `  <testsuite name="pinterest check" tests="${cases.length}" failures="${failures}" errors="0" time="${seconds}">`,
    ...cases.flatMap(({ path, found }) => caseOf(path, found)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** Its path, without the cluster where it is on several. */
function caseNameOf({ path, cluster }: RecordedWorkload, all: readonly RecordedWorkload[]): string {
  const shared = withoutCluster(path, cluster);
  return all.some(other => other.path !== path && withoutCluster(other.path, other.cluster) === shared) ? shared : path;
}

function caseOf(path: string, found: readonly Finding[]): string[] {
  const of = (wanted: Finding['severity']) => (
    found.filter(({ severity }) => severity === wanted).map(each => inWords(each, path)).join('\n')
  );
  const [problems, warnings] = [of('problem'), [of('warning'), of('note')].filter(each => each !== '').join('\n')];
  const begin = `    <testcase classname="pinterest" name="${escaped(path)}"`;
  if (found.length === 0) return [`${begin}/>`];
  return [
    `${begin}>`,
    ...(problems === '' ? [] : [`      <failure message="${escaped(problems.split('\n')[0])}">${escaped(problems)}</failure>`]),
    ...(warnings === '' ? [] : [`      <system-out>${escaped(warnings)}</system-out>`]),
    '    </testcase>',
  ];
}

function inWords(finding: Finding, name: string): string {
  const { message, place, path = '' } = finding;
  const where = clustersInWords(finding) ?? (path.startsWith(name) || name === 'app' ? undefined : path);
  return `${place ? `${placeInWords(place)} ` : ''}${message}${where ? ` (${where})` : ''}`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;' };

/** For text and attributes; what XML 1.0 cannot have is replaced. */
function escaped(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/gu, '\ufffd')
    .replace(/[&<>"\n]/g, character => ENTITIES[character]);
}
