import { numbered, pod } from './pods';
import { Pods } from '../src/pods';

const names = (pods: Pods) => pods.wanted().map(entry => entry.pod).sort();

test('a pod is wanted while it is ready, and what changes is told', () => {
  const pods = new Pods();
  const told: string[][] = [];
  pods.onChange(entries => told.push(entries.map(entry => entry.pod)));
  pods.changed(pod({ ready: false }));
  pods.changed(pod());
  pods.changed(pod());
  expect(names(pods)).toEqual(['shop/api-1']);
  pods.changed(pod({ terminating: true }));
  pods.deleted(pod({ terminating: true }));
  expect(names(pods)).toEqual([]);
  expect(told).toEqual([['shop/api-1'], ['shop/api-1']]);
});

test('a list takes the place of everything that was known', () => {
  const pods = new Pods();
  expect(pods.listed).toBe(false);
  pods.list([numbered(1), numbered(2)]);
  pods.list([numbered(2), numbered(3)]);
  expect(names(pods)).toEqual(['shop/api-2', 'shop/api-3']);
  expect(pods.listed).toBe(true);
});

test('a pod that cannot be registered does not keep the others from it', () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const pods = new Pods();
  pods.list([pod({ discovery: 'nonsense' }), numbered(2)]);
  expect(names(pods)).toEqual(['shop/api-2']);
  expect(process.stdout.write).toHaveBeenCalledWith(expect.stringContaining('shop/api-1'));
});
