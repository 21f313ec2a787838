import { PinterestService, PinterestServiceProps, Placement, Toleration } from 'cdk8s-pinterest';
import { BARE, Built, CONTAINER } from '../synth';

const said = (props: Partial<PinterestServiceProps>, namespace = 'shop') => new Built(chart => (
  new PinterestService(chart, 'api', { container: CONTAINER, ...props })
), { ...BARE, nodePools: [{ name: 'control', labels: { role: 'control' }, taints: [CONTROL_PLANE] }] }, namespace).errors;
const tolerating = (toleration: Toleration) => ({ placement: Placement.anywhere().tolerating(toleration) });
const CONTROL_PLANE = { key: 'node-role.kubernetes.io/control-plane' };

test.each<[string, Partial<PinterestServiceProps>, string]>([
  ['every taint', tolerating(Toleration.everything()), 'placement.tolerating = "everything": is allowed in '
    + 'infrastructure namespaces '
    + 'only: nodes are closed to it for reasons that it does not know. '
    + 'Name the taints: Toleration.taint({ key }), or a pool: Placement.pool(name).'],
  ['the control plane', tolerating(Toleration.taint(CONTROL_PLANE)), 'placement.tolerating = '
    + '"node-role.kubernetes.io/control-plane": '
    + 'is allowed in infrastructure namespaces only: the control plane would run it. Leave it out.'],
  ['the place of daemons', { priorityClassName: 'system-node-critical' }, 'priorityClassName = '
    + '"system-node-critical": is allowed in '
    + 'infrastructure namespaces only: the pods of all others would have to make room. Use a priority class of the '
      + 'infrastructure team.'],
])('%s is for the infrastructure team', (_, props, line) => {
  expect(said(props)).toEqual([`[chart/api] ${line}`]);
  expect(said(props, 'platform')).toEqual([]);
});

test('a team may have other taints and classes, and the pools that it is given', () => {
  expect(said({ ...tolerating(Toleration.taint({ key: 'spot' })), priorityClassName: 'low' })).toEqual([]);
  expect(said({ placement: Placement.pool('control') })).toEqual([]);
});
