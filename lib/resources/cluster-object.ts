import { ApiObject, ApiObjectProps, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';

/** An object of a kind that has no namespace; cdk8s would give it the chart's. */
export function clusterObject(scope: Construct, id: string, props: ApiObjectProps & Record<string, unknown>): ApiObject {
  const object = new ApiObject(scope, id, props);
  object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  return object;
}
