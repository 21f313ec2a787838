import * as fs from 'node:fs';
import * as path from 'node:path';
import { App } from 'cdk8s';
import { CALLS } from './cases/calls';
import { CONTAINERS } from './cases/containers';
import { JOBS } from './cases/jobs';
import { OBJECTS } from './cases/objects';
import { OPTIONS } from './cases/options';
import { PATCHES } from './cases/patches';
import { PLATFORMS } from './cases/platforms';
import { PODS } from './cases/pods';
import { PORTS } from './cases/ports';
import { SCALING } from './cases/scaling';
import { SERVICES } from './cases/services';
import { STORES } from './cases/stores';
import { TOGETHER } from './cases/together';
import { VOLUMES } from './cases/volumes';
import { Mistakes } from './mistakes';
import { allFilesOf, Built, MESH } from '../synth';

const GROUPS: Record<string, Mistakes> = {
  calls: CALLS,
  containers: CONTAINERS,
  jobs: JOBS,
  objects: OBJECTS,
  options: OPTIONS,
  patches: PATCHES,
  platforms: PLATFORMS,
  pods: PODS,
  ports: PORTS,
  scaling: SCALING,
  services: SERVICES,
  stores: STORES,
  together: TOGETHER,
  volumes: VOLUMES,
};

const WORLD = { ...MESH, zooKeeper: { servers: ['zk:2181'] } };

const WHOLE = /^\[[^\]]+\] [\w.]\S*( = .+)?: .+\. .+[.?]$/;

/** What cdk8s and cdk8s-plus say themselves of what they were given has no more. */
const WITH_PATH = /^\[[^\]]+\] \S.+/;

const fileOf = (group: string) => path.join(__dirname, 'golden', `${group}.txt`);

// To accept a change: npm run golden, and read the diff as a user would.
test.each(Object.keys(GROUPS))('what is said of wrong %s', group => {
  const text = Object.entries(GROUPS[group]).map(([what, mistake]) => [`# ${what}`, ...said(mistake), ''].join('\n')).join('\n');
  if (process.env.UPDATE_GOLDEN) fs.writeFileSync(fileOf(group), text);
  expect(text).toBe(fs.readFileSync(fileOf(group), 'utf8'));
});

describe.each(Object.keys(GROUPS))('%s', group => {
  test.each(Object.entries(GROUPS[group]))('%s: told with path, field, rule and fix; nothing is written', (_, mistake) => {
    const lines = said(mistake);
    expect(lines).not.toEqual([]);
    for (const line of lines) expect(line).toMatch(group === 'objects' ? WITH_PATH : WHOLE);
    expect(lines).toEqual([...new Set(lines)]);
  });
});

test('at least eighty mistakes are known', () => {
  expect(Object.values(GROUPS).flatMap(group => Object.keys(group)).length).toBeGreaterThanOrEqual(80);
});

test('every golden file is of a group', () => {
  expect(fs.readdirSync(path.dirname(fileOf('any'))).sort()).toEqual(Object.keys(GROUPS).map(group => `${group}.txt`).sort());
});

/** What a synth says; an exception of anything else than the synth fails the test. */
function said(mistake: Mistakes[string]): string[] {
  const { app, it } = new Built(mistake, WORLD);
  const program = it instanceof App ? it : app;
  try {
    program.synth();
    return [];
  } catch (error) {
    const [first, ...lines] = (error as Error).message.split('\n');
    expect(first).toBe('Validation failed with the following errors:');
    expect(allFilesOf(program.outdir)).toEqual([]);
    return lines.map(line => line.trim());
  }
}
