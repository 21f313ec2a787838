import { Pod } from '../../../lib/status/snapshot/objects';
import { brief } from '../judged';
import { job, snapshot } from '../objects';

describe('jobs', () => {
  const failedPod = (index: string): Pod => ({
    kind: 'Pod',
    metadata: {
      name: `index-a-${index}`,
      namespace: 'shop',
      labels: { 'app.kubernetes.io/name': 'index', 'pinterest.com/crd_type': 'PinterestJobSet' },
      annotations: { 'batch.kubernetes.io/job-completion-index': index },
      ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: 'index-a', uid: 'a', controller: true }],
    },
    status: {
      phase: 'Failed',
      containerStatuses: [{
        name: 'app', image: '', imageID: '', ready: false, restartCount: 0,
        state: { terminated: { exitCode: 7, message: 'no input\n' } },
      }],
    },
  });
  const failed = (reason: string, status: object = {}) => job('index', 'a', {
    conditions: [{ type: 'Failed', status: 'True', reason, message: 'as it is' }], ...status,
  }, { completions: 3, activeDeadlineSeconds: 7200 });
  const found = (reason: string, status?: object) => (
    brief(snapshot({ jobs: [failed(reason, status)], pods: [failedPod('1')] })).split('\n').slice(1)
  );

  test('shards that failed for good, by their numbers', () => {
    expect(found('FailedIndexes', { failedIndexes: '1', succeeded: 2 }))
      .toEqual(['person shard-failed: The shard 1 of the job index-a failed for good, with code 7 (no input).']);
  });

  test('before Kubernetes 1.29 the whole job, and in which shard', () => {
    expect(found('BackoffLimitExceeded')).toEqual(['person job-failed: The job index-a failed in the shard 1, with code 7 '
      + '(no input): as it is.']);
  });

  test('a job past its deadline', () => {
    expect(found('DeadlineExceeded')).toEqual(['person deadline: The job index-a was stopped: it ran longer than its '
      + 'deadline of 2 h.']);
  });

  test('a failed try that is made again needs nobody', () => {
    expect(brief(snapshot({ jobs: [job('index', 'a', { failed: 1, active: 1 })] })))
      .toBe('running: running\nitself job-retries: 1 pod has failed; what is missing is tried again.');
  });

  test('pods that have not begun do not count as running, though Kubernetes calls them active', () => {
    expect(brief(snapshot({ jobs: [job('index', 'a', { active: 5, ready: 2 })] }))).toContain(', 2 of 5 run');
    expect(brief(snapshot({ jobs: [job('index', 'a', { active: 5, ready: 5 })] }))).toContain(', 5 run');
    expect(brief(snapshot({ jobs: [job('index', 'a', { active: 5, ready: 0 })] }))).toMatch(/^progressing: starting.*, 0 of 5 run/);
  });
});
