import { PinterestChart, SynthesisRecord } from 'cdk8s-pinterest';
import { explained } from '../../../test/record/explained';
import { MESH, World } from '../../../test/synth';
import { workloadsNamed } from '../../lib/app/records';
import { Explanation, explanationOf } from '../../lib/explain/explanation';

/** What is told of a workload that a function builds. */
export function explanationFrom(build: (chart: PinterestChart) => unknown, world: World = MESH, name = 'it'): Explanation {
  // As the command gets it.
  const record = JSON.parse(JSON.stringify(explained(build, world, name))) as SynthesisRecord;
  expect(record.problems).toEqual([]);
  const [workload] = workloadsNamed(name, record.workloads);
  return explanationOf(record, workload, __dirname);
}
