import { objectsInOrder } from './topology';
import { Tree } from './tree';

/** The file in which cdk8s' own validation plugins find the constructs of objects. */
export const CONSTRUCT_METADATA = 'construct-metadata.json';

/** cdk8s-cli asks for it when it validates manifests. */
export function wantsConstructMetadata(): boolean {
  return process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true';
}

/** The construct of each object, by the object's name; if several share a name, the last one's. */
export function constructMetadata({ charts }: Tree): string {
  const resources = charts.flatMap(objectsInOrder).map(({ name, node }) => [name, { path: node.path }]);
  return JSON.stringify({ version: '1.0.0', resources: Object.fromEntries(resources) });
}
