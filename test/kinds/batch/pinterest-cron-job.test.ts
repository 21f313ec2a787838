import { Cron, Duration, Size } from 'cdk8s';
import { Concurrency, PinterestCronJob, PinterestCronJobProps, Shards, ShardStorage } from 'cdk8s-pinterest';
import { BARE, complaints, Shop, World } from '../../synth';

const VOLUME = { name: 'data', mountPath: '/data', size: Size.gibibytes(1) };

function cronJob(props: Partial<PinterestCronJobProps> = {}, world: World = BARE, name = 'report') {
  const shop = Shop.of({}, world);
  const job = new PinterestCronJob(shop.chart, name, {
    container: { image: 'registry.example.com/pins:1' }, schedule: Cron.daily(), ...props,
  });
  return { shop, job, spec: () => shop.one('CronJob').spec };
}

const errors = (props: Partial<PinterestCronJobProps>, name?: string) =>
  complaints(() => cronJob(props, BARE, name).shop.write());

test('the smallest cron job runs one shard by its schedule, in UTC, one run at a time, at most ten minutes late', () => {
  const { shop, job, spec } = cronJob();
  expect(shop.all().map(object => object.kind)).toEqual(['ServiceAccount', 'NetworkPolicy', 'CronJob']);
  const { jobTemplate, ...rest } = spec();
  expect(rest).toEqual({
    schedule: '0 0 * * *',
    timeZone: 'Etc/UTC',
    concurrencyPolicy: 'Forbid',
    startingDeadlineSeconds: 600,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 3,
  });
  expect(jobTemplate.spec).toMatchObject({
    completionMode: 'Indexed', completions: 1, template: { spec: { restartPolicy: 'Never' } },
  });
  expect(jobTemplate.metadata.labels).toMatchObject({
    'app.kubernetes.io/name': 'report', 'pinterest.com/reclaim': 'when-finished',
  });
  expect(job.cronJob.name).toBe('report');
});

test('every property has its field', () => {
  const { spec } = cronJob({
    schedule: Cron.schedule({ minute: '*/5', weekDay: 'MON-FRI' }),
    timeZone: 'America/Los_Angeles',
    concurrency: Concurrency.REPLACE,
    startingDeadline: Duration.minutes(1),
    successfulHistory: 0,
    failedHistory: 1,
    suspend: true,
    shards: Shards.count(3),
    queue: 'pins',
    retries: 1,
    deadline: Duration.minutes(5),
    timeToLive: Duration.hours(1),
    storage: [ShardStorage.shared(VOLUME)],
  });
  expect(spec()).toMatchObject({
    schedule: '*/5 * * * MON-FRI',
    timeZone: 'America/Los_Angeles',
    concurrencyPolicy: 'Replace',
    startingDeadlineSeconds: 60,
    successfulJobsHistoryLimit: 0,
    failedJobsHistoryLimit: 1,
    suspend: true,
    jobTemplate: {
      metadata: { labels: { 'kueue.x-k8s.io/queue-name': 'pins' } },
      spec: { completions: 3, backoffLimitPerIndex: 1, activeDeadlineSeconds: 300, ttlSecondsAfterFinished: 3600 },
    },
  });
  expect(spec().jobTemplate.spec.suspend).toBeUndefined();
});

test('one shard may keep its volume from run to run', () => {
  const { spec, shop, job } = cronJob({ storage: [ShardStorage.perShard(VOLUME)] });
  expect(shop.one('PersistentVolumeClaim').metadata.name).toBe('report-data-0');
  expect(spec().jobTemplate.spec.template.spec.volumes).toEqual([{
    name: 'data', persistentVolumeClaim: { claimName: 'report-data-0' },
  }]);
  expect(job.claims).toHaveLength(1);
});

test(
  'a name of 52 characters is the longest, so that its runs\' names fit; with several shards their numbers must fit, too',
  () => {
    expect(errors({}, 'x'.repeat(52))).toEqual([]);
    expect(errors({}, 'x'.repeat(53))).toEqual([expect.stringContaining('must not be longer than 52 characters, but has 53')]);
    expect(errors({ shards: Shards.count(11) }, 'x'.repeat(49))).toEqual([]);
    expect(errors({ shards: Shards.count(11) }, 'x'.repeat(50))).toEqual([
      expect.stringContaining('must not be longer than 49 characters, but has 50'),
    ]);
  },
);

test.each<[string, Partial<PinterestCronJobProps>, string[]]>([
  ['a time zone that is none', { timeZone: 'America/Springfield' }, [
    '[chart/report] timeZone = "America/Springfield": is not a time zone. Write for example "America/Los_Angeles" or "Etc/UTC".',
  ]],
  ['an offset for a time zone', { timeZone: '+01:00' }, [
    '[chart/report] timeZone = "+01:00": is not a time zone. Write for example "America/Los_Angeles" or "Etc/UTC".',
  ]],
  ['the server\'s own time zone', { timeZone: 'Local' }, [
    '[chart/report] timeZone = "Local": is not a time zone. Write for example "America/Los_Angeles" or "Etc/UTC".',
  ]],
  ['a schedule that is none', { schedule: Cron.schedule({ minute: 'at noon' }) }, [
    '[chart/report] schedule = "at noon * * * *": must have five fields, separated by single spaces. '
      + 'Write for example Cron.schedule({ minute: \'0\', hour: \'3\' }).',
  ]],
  ['fields out of their bounds', { schedule: Cron.schedule({ minute: '60', weekDay: '7' }) }, [
    '[chart/report] schedule.minute = "60": must be "*" or numbers from 0 to 59, with "-", "," and "/". '
      + 'Write for example "0", "*/5", "1-5" or "1,15".',
    '[chart/report] schedule.weekDay = "7": must be "*" or numbers from 0 to 6 or names from sun to sat, '
      + 'with "-", "," and "/". Write for example "0", "*/5", "1-5" or "1,15".',
  ]],
  ['a starting deadline that the controller cannot meet', { startingDeadline: Duration.seconds(5) }, [
    '[chart/report] startingDeadline = "5 s": must be at least 10 seconds, else runs are missed. '
      + 'Write Duration.seconds(10) or more.',
  ]],
  ['histories that are no numbers', { successfulHistory: -1, failedHistory: 0.5 }, [
    '[chart/report] successfulHistory = -1: must be a whole number of at least 0. Write 0 or more.',
    '[chart/report] failedHistory = 0.5: must be a whole number of at least 0. Write 0 or more.',
  ]],
  ['a volume for each of several shards', { shards: Shards.count(2), storage: [ShardStorage.perShard(VOLUME)] }, [
    '[chart/report] storage: shards of a cron job cannot have volumes of their own that outlive a run. '
      + 'Use ShardStorage.shared or ShardStorage.ephemeral.',
  ]],
])('%s is refused, with path, field, value and fix', (_, props, lines) => {
  expect(errors(props)).toEqual(lines);
});
