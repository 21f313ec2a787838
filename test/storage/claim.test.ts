import { Size } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { claimTemplate } from '../../lib/kinds/stateful-set/claim-template';
import { CLAIM_SHAPE, claimMount, claimProblems, claimSpec, VolumeClaim } from '../../lib/storage/claim';
import { judge } from '../../lib/validation/judge';

const DATA = { name: 'data', mountPath: '/data', size: Size.gibibytes(10) };

test('a claim is written as the API server keeps it', () => {
  expect(claimSpec(DATA)).toEqual({
    accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } }, volumeMode: 'Filesystem',
  });
  expect(claimSpec({
    ...DATA, size: Size.mebibytes(2048), storageClass: 'fast', accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY,
  })).toEqual({
    accessModes: ['ReadWriteMany'],
    resources: { requests: { storage: '2Gi' } },
    storageClassName: 'fast',
    volumeMode: 'Filesystem',
  });
  expect(claimMount(DATA)).toEqual({ name: 'data', mountPath: '/data' });
});

test('a template has a name and no label, which could never change', () => {
  expect(claimTemplate(DATA)).toEqual({
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec: claimSpec(DATA),
  });
});

test('a claim\'s name, place and class are judged, and what takes their place is right', () => {
  const wrong = { name: 'My_data', mountPath: 'x', storageClass: 'a b', size: Size.kibibytes(1) };
  const { value, problems } = judge<VolumeClaim>(wrong, CLAIM_SHAPE, 'storage');
  expect(problems.map(({ field, value: given, rule }) => [field, given, rule])).toEqual([
    ['storage.name', 'My_data', 'must be at most 63 lower-case letters, digits and "-"'],
    ['storage.mountPath', 'x', 'must start with "/"'],
    ['storage.storageClass', 'a b', 'must be lower-case letters, digits, "-" and "."'],
  ]);
  expect(judge(value, CLAIM_SHAPE, 'storage')).toEqual({ value, problems: [] });
});

test('each claim needs a name, a place and a size of its own', () => {
  expect(claimProblems('storage', [DATA, { ...DATA, name: 'logs', mountPath: '/logs' }])).toEqual([]);
  const fields = claimProblems('storage', [DATA, DATA, { name: 'My_data', mountPath: 'x', size: Size.kibibytes(0) }])
    .map(({ field, value, rule }) => [field, value, rule]);
  expect(fields).toEqual([
    ['storage.size', 'My_data', 'must be larger than 0'],
    ['storage.name', 'data', 'is used twice'],
    ['storage.mountPath', '/data', 'is mounted twice'],
  ]);
});
