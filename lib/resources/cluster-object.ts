import { ApiObject, ApiObjectProps, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';

/** A cluster-scoped object; cdk8s would give it the chart's namespace. */
export function clusterObject(scope: Construct, id: string, props: ApiObjectProps & Record<string, unknown>): ApiObject {
  const object = new ApiObject(scope, id, props);
  object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  return object;
}
