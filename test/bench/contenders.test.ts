import { spawnSync } from 'node:child_process';
import { loadAll } from 'js-yaml';
import * as cdk8sPlus from '../../bench/contenders/cdk8s-plus';
import * as cdk8sPlusCharts from '../../bench/contenders/cdk8s-plus-charts';
import * as floorJson from '../../bench/contenders/floor-json';
import * as floorYaml from '../../bench/contenders/floor-yaml';
import * as pinterestApp from '../../bench/contenders/pinterest-app';
import * as plainApp from '../../bench/contenders/plain-app';
import { fleetOf, FleetTeam } from '../../bench/fleet/fleet';
import { helmCommand } from '../../bench/helm/helm';
import { filesOf, freshFolder } from '../synth';

type Synthesize = (fleet: FleetTeam[], outdir: string) => void;

/** All objects that a contender writes, by kind, namespace and name. */
function objects(synthesize: Synthesize, workloads: number): Map<string, any> {
  const all = files(synthesize, workloads).flatMap(([, text]) => loadAll(text) as any[]);
  return new Map(all.map(object => [`${object.kind} ${object.metadata.namespace}/${object.metadata.name}`, object]));
}

function files(synthesize: Synthesize, workloads: number): [string, string][] {
  const outdir = freshFolder();
  synthesize(fleetOf(workloads), outdir);
  return [...filesOf(outdir)];
}

// One workload, part of a team, and teams that call each other.
test.each([1, 3, 45])('what is written down by hand for %d workloads is what PinterestService emits', workloads => {
  const ours = objects(pinterestApp.synthesize, workloads);
  expect(ours.size).toBeGreaterThan(5 * workloads);
  expect(objects(floorJson.synthesize, workloads)).toEqual(ours);
});

test('the plain App writes the same objects as PinterestApp', () => {
  expect(objects(plainApp.synthesize, 23)).toEqual(objects(pinterestApp.synthesize, 23));
});

test('the floor in JSON writes the files of PinterestApp', () => {
  const names = (of: Synthesize) => files(of, 23).map(([file]) => file);
  expect(names(floorJson.synthesize)).toEqual(names(pinterestApp.synthesize));
});

test('the floor in YAML writes the files of PinterestApp, byte for byte', () => {
  expect(files(floorYaml.synthesize, 23)).toEqual(files(pinterestApp.synthesize, 23));
});

test.each([
  ['team', cdk8sPlus.synthesize], ['workload', cdk8sPlusCharts.synthesize],
])('cdk8s-plus, a chart for each %s, writes as many objects of each kind and as many containers', (_, synthesize) => {
  const counted = (of: Synthesize) => {
    const all = [...objects(of, 23).values()];
    const kinds = all.map(({ kind }) => kind).sort();
    const pods = all.filter(({ kind }) => kind === 'Deployment').map(({ spec: { template: { spec } } }) => [
      ...spec.containers, ...spec.initContainers ?? [],
    ]);
    return { kinds, containers: pods.flat().length };
  };
  expect(counted(synthesize)).toEqual(counted(pinterestApp.synthesize));
});

const withHelm = process.env.HELM ? test : test.skip;

// HELM=path npx jest test/bench
withHelm('Helm renders the same objects, with variables in an order of its own', () => {
  const helm = (fleet: FleetTeam[], outdir: string) => {
    const [command, ...args] = helmCommand(
      process.env.HELM!, fleet.flatMap(team => team.workloads).length, outdir, freshFolder(),
    );
    expect(spawnSync(command, args, { encoding: 'utf8' }).stderr).toBe('');
  };
  const sorted = (all: Map<string, any>) => {
    for (const { kind, spec } of all.values()) {
      if (kind === 'Deployment') spec.template.spec.containers[0].env.sort((a: any, b: any) => a.name.localeCompare(b.name));
    }
    return all;
  };
  expect(sorted(objects(helm, 45))).toEqual(sorted(objects(pinterestApp.synthesize, 45)));
});
