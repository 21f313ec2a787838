import { Cron } from 'cdk8s';
import { scheduleProblems } from '../../../lib/kinds/batch/schedule';

const fields = (minute: string, hour = '*', day = '*', month = '*', weekDay = '*') =>
  scheduleProblems(Cron.schedule({ minute, hour, day, month, weekDay })).map(problem => problem.field);

test.each(['*', '?', '0', '59', '*/5', '1-5', '0-59/7', '1,15,30-40/2', '10/5'])('the minute %s is taken', minute => {
  expect(fields(minute)).toEqual([]);
});

test.each(['60', '-1', '5-1', '*/0', '1/2/3', 'x', '1-2-3', '1,,2', '1.5'])('the minute %s is refused', minute => {
  expect(fields(minute)).toEqual(['schedule.minute']);
});

test('months and days of the week have names, whatever their case', () => {
  expect(fields('0', '0', '1', 'JAN-dec', 'Mon-FRI')).toEqual([]);
});

test('each field has bounds of its own', () => {
  expect(fields('0', '24', '0', '13', '7')).toEqual(['schedule.hour', 'schedule.day', 'schedule.month', 'schedule.weekDay']);
});

test.each([
  Cron.everyMinute(), Cron.hourly(), Cron.daily(), Cron.weekly(), Cron.monthly(), Cron.annually(),
])('cdk8s\' own schedules are taken: $expressionString', cron => {
  expect(scheduleProblems(cron)).toEqual([]);
});
