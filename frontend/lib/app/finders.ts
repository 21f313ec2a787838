import { PinterestChart } from 'cdk8s-pinterest';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { classOf } from './modules';
import { PlatformPackage } from './platform-package';
import { Fault } from '../documents/fault';
import { Node, plainOf } from '../documents/node';
import { suggest } from '../documents/suggest';
import { At, Finders } from '../reading/reading';

/** What a document of a chart can name. */
export interface Surroundings {
  readonly chart: PinterestChart;
  /** The name of the workload that is read. */
  readonly name: string;
  readonly packaged?: PlatformPackage;
  /** A workload by what YAML calls it; undefined if there is none, or if it waits for this one. */
  readonly workload: (name: string) => Construct | 'unknown' | 'circle';
  readonly known: readonly string[];
  readonly faults: Fault[];
}

/** Finders for one document. */
export function findersIn({ chart, name, packaged, workload, known, faults }: Surroundings): Finders {
  const refuse = ({ node, path }: At, value: string, rule: string, fix: string) => {
    faults.push({ place: node.place, field: path, value, rule, fix });
    return undefined;
  };
  let made = 0;
  const nextId = () => `${name}-${made += 1}`;
  return {
    classOf,
    scopeFor: () => [chart, nextId()],
    workload: (given, at) => {
      const found = workload(given);
      const isLeftOut = faults.some(({ leftOut }) => leftOut !== undefined && leftOut === given.split('/').at(-1));
      if (found === 'unknown' && isLeftOut) return undefined;
      if (found === 'unknown') return refuse(at, given, 'is no workload of this app', suggest('workloads', known, given));
      return found === 'circle' ? refuse(at, given, 'waits for this one itself', 'Remove one of the two.') : found;
    },
    object: (given, _, [className, functionName]) => {
      const {
        [className]: owner,
      } = kplus as unknown as Record<string, Record<string, (scope: Construct, id: string, name: string) => unknown>>;
      return owner[functionName](chart, nextId(), given);
    },
    container: given => new kplus.Container({ name: given, image: given }),
    requirement: (given, at, options) => requirementOf(packaged, given, options, (rule, fix) => refuse(at, given, rule, fix)),
    platform: () => undefined,
  };
}

/** For documents that name nothing. */
export const NO_FINDERS: Finders = {
  classOf,
  scopeFor: () => [undefined, ''],
  workload: () => undefined,
  object: () => undefined,
  container: () => undefined,
  requirement: () => undefined,
  platform: () => undefined,
};

function requirementOf(
  packaged: PlatformPackage | undefined,
  name: string,
  options: Node | undefined,
  refuse: (rule: string, fix: string) => undefined,
): unknown {
  const all = packaged?.requirements ?? {};
  if (!Object.hasOwn(all, name)) {
    return refuse(
      'is none of the `requirements` that the platform package exports', suggest('requirements', Object.keys(all), name),
    );
  }
  try {
    return all[name](options && plainOf(options));
  } catch (error) {
    return refuse(`is refused: ${error instanceof Error ? error.message : String(error)}`, 'Write what it takes.');
  }
}
