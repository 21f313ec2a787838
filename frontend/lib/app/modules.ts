import * as Module from 'node:module';
import * as cdk8s from 'cdk8s';
import * as library from 'cdk8s-pinterest';
import * as platform from 'cdk8s-pinterest/platform';
import * as runtime from 'cdk8s-pinterest/runtime';
import * as kplus from 'cdk8s-plus-27';
import * as constructs from 'constructs';
import { ClassOfValues } from '../reading/reading';

/** The packages whose classes documents are made of, by the names in the model. */
const PACKAGES: Readonly<Record<string, object>> = { 'cdk8s-pinterest': library, cdk8s, 'cdk8s-plus-27': kplus };

export function classOf(name: string): ClassOfValues {
  const [owner, title] = name.split('.');
  return (PACKAGES[owner] as Record<string, ClassOfValues>)[title];
}

/** What a platform package gets if it asks for these: an object of a second copy of the library would be none of ours. */
const SHARED = new Map<string, unknown>([
  ['cdk8s-pinterest', library], ['cdk8s-pinterest/platform', platform], ['cdk8s-pinterest/runtime', runtime],
  ['cdk8s', cdk8s], ['cdk8s-plus-27', kplus], ['constructs', constructs],
]);

type Load = (request: string, ...others: unknown[]) => unknown;

/** From now on, whatever is required shares our copies of the library and of its peers: even those in one file with this. */
export function shareModules(): void {
  const loader = Module.Module as unknown as { _load: Load; sharesPinterest?: boolean };
  if (loader.sharesPinterest) return;
  loader.sharesPinterest = true;
  const load = loader._load;
  loader._load = function (request, ...others) {
    return SHARED.has(request) ? SHARED.get(request) : load.call(this, request, ...others);
  };
}
