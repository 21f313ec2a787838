import { because, FieldReasons } from '../../tree/field-reasons';

/** Why the CronJob of a PinterestCronJob is as it is, beside what its Jobs are. */
export const CRON_JOB_REASONS: FieldReasons = {
  CronJob: {
    '.': because('makes a Job at each time of its schedule'),
    'spec.schedule': because('when it runs', 'schedule'),
    'spec.timeZone': because('the time zone of the schedule', 'timeZone'),
    'spec.concurrencyPolicy': because('what happens if the last run still runs', 'concurrency'),
    'spec.startingDeadlineSeconds': because('how late a run may start', 'startingDeadline'),
    'spec.successfulJobsHistoryLimit': because('how many successful runs are kept', 'successfulHistory'),
    'spec.failedJobsHistoryLimit': because('how many failed runs are kept', 'failedHistory'),
    'spec.suspend': because('whether new runs begin', 'suspend'),
  },
  Job: {
    'spec.ttlSecondsAfterFinished': because('how long a finished run is kept', 'timeToLive'),
  },
};
