import { DaemonUpdate, Toleration } from 'cdk8s-pinterest';
import { PercentOrAbsolute, TaintEffect } from 'cdk8s-plus-27';
import { updateStrategy } from '../../lib/host/daemon-update';
import { tolerationSpec } from '../../lib/requirements/toleration';

test.each([
  [Toleration.everything(), { operator: 'Exists' }],
  [Toleration.taint({ key: 'gpu' }), { key: 'gpu', operator: 'Exists' }],
  [Toleration.taint({ key: 'pool', value: 'batch', effect: TaintEffect.NO_EXECUTE }), {
    key: 'pool', operator: 'Equal', value: 'batch', effect: 'NoExecute',
  }],
  [Toleration.taint({ key: 'pool', value: '' }), { key: 'pool', operator: 'Equal' }],
])('a toleration is written as the API server keeps it: %j', (toleration, spec) => {
  expect(tolerationSpec(toleration)).toEqual(spec);
});

test('an update either lacks pods or has more of them', () => {
  expect(updateStrategy(DaemonUpdate.unavailable(PercentOrAbsolute.absolute(2)))).toEqual({
    type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 2 },
  });
  expect(updateStrategy(DaemonUpdate.surge(PercentOrAbsolute.percent(20)))).toEqual({
    type: 'RollingUpdate', rollingUpdate: { maxSurge: '20%', maxUnavailable: 0 },
  });
});
