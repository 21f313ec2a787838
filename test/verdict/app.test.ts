import * as fs from 'node:fs';
import * as path from 'node:path';
import { ApiObject } from 'cdk8s';
import { PinterestApp, PinterestChart, PinterestService, Scaling } from 'cdk8s-pinterest';
import { Cluster, ClusterStage, KubernetesVersion, Platform } from 'cdk8s-pinterest/platform';
import { stringify } from 'yaml';
import { asking, binding, LIMIT, LIMITS } from './policy-documents';
import { describeEach } from './programs';
import { CONTAINER, freshFolder, OWNER } from '../synth';

/* Whole apps, judged by Kubernetes' own programs. */

const before = { ...process.env };
beforeEach(() => { process.env.XDG_CACHE_HOME = freshFolder(); });
afterEach(() => { process.env = { ...before }; });

const POLICY = asking('object.spec.replicas <= params.most', { paramKind: LIMIT });
const BINDING = binding({ paramRef: { name: 'most', parameterNotFoundAction: 'Deny' } });
const PARAMETER = { ...LIMIT, metadata: { name: 'most' } };

describeEach('1.37')('Kubernetes %s', version => {
  /** An app with these objects in a chart of their own after the workload's, and with these definitions in a file. */
  function appOf(objects: object[], definitions: object[] = []): PinterestApp {
    const cluster = new Cluster({ name: 'east', environment: 'prod', version: KubernetesVersion.of(version) });
    const app = new PinterestApp({ outdir: freshFolder(), platform: new Platform({ clusters: [cluster] }) });
    const file = path.join(freshFolder(), 'limits.yaml');
    fs.writeFileSync(file, definitions.map(each => stringify(each)).join('---\n'));
    app.node.setContext('cdk8s-pinterest:definitions', file);
    const stage = new ClusterStage(app, cluster);
    const web = new PinterestChart(stage, 'web', { owner: OWNER });
    new PinterestService(web, 'api', { container: CONTAINER, scaling: Scaling.fixed(5) });
    const rules = new PinterestChart(stage, 'rules', { owner: OWNER });
    objects.forEach((each: any, at) => new ApiObject(rules, `object-${at}`, each));
    return app;
  }
  const problemsOf = (app: PinterestApp) => app.plan().problems.map(({ message }) => message);

  test.each([
    ['first', [POLICY, BINDING, LIMITS, PARAMETER]], ['last', [PARAMETER, LIMITS, BINDING, POLICY]],
  ])('a policy holds for all workloads, where it comes %s', (_, objects) => {
    expect(problemsOf(appOf(objects))).toEqual([
      expect.stringContaining("object: is refused by Kubernetes 1.37: ValidatingAdmissionPolicy 'few' with binding 'few' denied"),
    ]);
  });

  test('a parameter may be of a kind that a file defines', () => {
    expect(problemsOf(appOf([PARAMETER, BINDING, POLICY], [LIMITS]))).toHaveLength(1);
  });

  test('without its parameter the policy is not asked, which is said', () => {
    const { problems, warnings } = appOf([BINDING, POLICY, LIMITS]).plan();
    expect(problems).toEqual([]);
    expect(warnings.map(({ path: at, message }) => `${at}: ${message}`)).toEqual([
      'east/rules/object-1: Kubernetes 1.37 cannot tell what this policy refuses: its parameter is not in the app: Limit "most".',
    ]);
  });

  test('objects are judged by the definition of a file, unless the app has another one', () => {
    const wrong = { ...PARAMETER, most: 'four' };
    const ofText = JSON.parse(JSON.stringify(LIMITS).replace('integer', 'string').replace('"default":4', '"default":"4"'));
    expect(problemsOf(appOf([wrong]))).toEqual([]);
    expect(problemsOf(appOf([wrong], [LIMITS]))).toEqual([expect.stringMatching(/^most = "four": is refused by Kubernetes 1.37: /)]);
    expect(problemsOf(appOf([wrong, ofText], [LIMITS]))).toEqual([]);
  });

  test('a definition that a server refuses is named with its file, where it is needed', () => {
    const app = appOf([PARAMETER], [{ ...LIMITS, spec: { ...LIMITS.spec, scpoe: 'Cluster' } }]);
    expect(problemsOf(app)).toEqual([expect.stringMatching(/its definition limits.example.com of .*limits.yaml: spec.scpoe: unknown/)]);
  });

  test('a file that is no YAML is named', () => {
    const app = appOf([]);
    const file = app.node.getContext('cdk8s-pinterest:definitions');
    fs.writeFileSync(file, 'a: {{ b }}\n');
    expect(problemsOf(app)).toEqual([
      expect.stringMatching(/^cdk8s-pinterest:definitions = ".*limits.yaml": is no file of definitions: yaml: /),
    ]);
  });
});
