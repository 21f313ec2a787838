import { ClaimRetention, ZoneSpread } from 'cdk8s-pinterest';
import { retentionPolicy } from '../../lib/kinds/stateful-set/claim-retention';
import { maxUnavailable, membershipProblems } from '../../lib/kinds/stateful-set/quorum';
import { spreadOverZones } from '../../lib/kinds/stateful-set/zone-spread';

test.each([
  ['RETAIN', ClaimRetention.RETAIN, 'Retain', 'Retain'],
  ['DELETE_WHEN_DELETED', ClaimRetention.DELETE_WHEN_DELETED, 'Delete', 'Retain'],
  ['DELETE_WHEN_SCALED', ClaimRetention.DELETE_WHEN_SCALED, 'Retain', 'Delete'],
  ['DELETE', ClaimRetention.DELETE, 'Delete', 'Delete'],
])('%s says what happens to claims', (_, retention, whenDeleted, whenScaled) => {
  expect(retentionPolicy(retention)).toEqual({ whenDeleted, whenScaled });
});

test.each([
  [2, undefined, 1], [3, undefined, 1], [4, undefined, 1], [5, undefined, 2],
  [7, undefined, 3], [3, 1, 2], [3, 2, 1], [3, 3, 1], [9, 6, 3],
])(
  'of %i pods with a quorum of %s, %i may go', (replicas, quorum, evictable) => {
    expect(maxUnavailable({ replicas, quorum, updateFrom: 0 })).toBe(evictable);
  });

test.each<[number, number | undefined, number, string[]]>([
  [3, undefined, 0, []],
  [3, 3, 2, []],
  [0, undefined, 0, []],
  [1, 1, 0, []],
  [-1, 9, 9, ['replicas']],
  [2.5, 9, 9, ['replicas']],
  [3, 0, 0, ['quorum']],
  [3, 4, 0, ['quorum']],
  [3, 1.5, 3, ['quorum', 'updateFrom']],
  [3, undefined, -1, ['updateFrom']],
  [0, undefined, 1, ['updateFrom']],
])('%s pods, quorum %s, updated from %s: complaints %j', (replicas, quorum, updateFrom, fields) => {
  expect(membershipProblems({ replicas, quorum, updateFrom }).map(({ field }) => field)).toEqual(fields);
});

test('a store waits for a zone only where it is told to, and never for a node', () => {
  const keys = (zones: ZoneSpread) => spreadOverZones({ a: 'b' }, zones).map(
    ({ topologyKey, whenUnsatisfiable, matchLabelKeys }) => [topologyKey, whenUnsatisfiable, matchLabelKeys],
  );
  expect(keys(ZoneSpread.PREFERRED)).toEqual([
    ['topology.kubernetes.io/zone', 'ScheduleAnyway', undefined], ['kubernetes.io/hostname', 'ScheduleAnyway', undefined],
  ]);
  expect(keys(ZoneSpread.REQUIRED)).toEqual([
    ['topology.kubernetes.io/zone', 'DoNotSchedule', undefined], ['kubernetes.io/hostname', 'ScheduleAnyway', undefined],
  ]);
});
