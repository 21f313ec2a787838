import { ApiObject, JsonPatch } from 'cdk8s';
import { Mistakes, pod, serviceWith } from '../mistakes';

/** The Deployment of a service that is right. */
const deployment = (change: (object: any) => void): Mistakes[string] => chart => {
  change(ApiObject.of(serviceWith(() => ({}))(chart).node.findChild('deployment')));
};

export const PATCHES: Mistakes = {
  'a patch of what is not there': pod(it => it.patch(JsonPatch.replace('/securityContext/sysctls/0/value', '1'))),
  'a path that begins at the Deployment': pod(it => it.patch(JsonPatch.add('/spec/template/spec/hostNetwork', true))),
  'a path without slash': pod(it => it.patch(JsonPatch.add('priority', 5))),
  'the whole of it': pod(it => it.patch(JsonPatch.replace('', {}))),
  'a value that is undefined': pod(it => it.patch(JsonPatch.add('/priority', undefined))),
  'a test that fails': pod(it => it.patch(JsonPatch.test('/serviceAccountName', 'default'))),
  'nothing': pod(it => it.patch(undefined)),
  'a path in place of a patch': pod(it => it.patch('/priority', 5)),
  'an operation as JSON has it': pod(it => it.patch({ op: 'add', path: '/priority', value: 5 })),
  'a list of patches': pod(it => it.patch([JsonPatch.add('/priority', 5)])),
  'a patch that removes the containers': pod(it => it.patch(JsonPatch.remove('/containers'))),
  'a patch that makes the containers something else': pod(it => it.patch(JsonPatch.replace('/containers', 'none'))),
  'a patch that removes the proxy': pod(it => it.patch(JsonPatch.remove('/containers/1'))),
  'an unknown container': pod(it => it.patchContainer('api', JsonPatch.add('/tty', true))),
  'a patch of a container without its name': pod(it => it.patchContainer(JsonPatch.add('/tty', true))),
  'a container\'s field in place of a patch': pod(it => it.patchContainer('app', { imagePullPolicy: 'Always' })),
  'an item that is not there': pod(it => it.patchContainer('app', JsonPatch.replace('/ports/7/containerPort', 9090))),
  'two patches, of which none fits': pod(it => it.patch(JsonPatch.remove('/a'), JsonPatch.remove('/b'))),
  'a patch that needs one that does not fit': pod(it => it.patch(JsonPatch.add('/a/b', {}), JsonPatch.add('/a/b/c', 1))),
  'an object that has no such field': deployment(it => it.addJsonPatch(JsonPatch.replace('/spec/stratgy/type', 'Recreate'))),
  'an object, and an operation as JSON has it': deployment(it => it.addJsonPatch({ op: 'add', path: '/a', value: 1 })),
  'an object, and no patch': deployment(it => it.addJsonPatch(undefined)),
  'an object of the user\'s own': chart => {
    const content = { metadata: { name: 'x' }, data: { a: 'b' } };
    const object = new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', ...content });
    object.addJsonPatch(JsonPatch.replace('/data/b/c', 'd'));
  },
};
