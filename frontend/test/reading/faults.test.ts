import { CHART, complaints, complaintsAbout, workload } from '../run-here';

const first = (spec: string) => complaints(spec)[0];

describe('what is misspelt', () => {
  test('a property, with the nearest one', () => {
    expect(first('scalin: {fixed: 1}')).toBe('12:3: spec.scalin: is no such property. Did you mean scaling?');
  });

  test('a function', () => {
    expect(first('scaling: {betwen: [1, 2]}'))
      .toBe('12:13: spec.scaling.betwen: is no function of Scaling. Did you mean between?');
  });

  test('an argument', () => {
    expect(first('ports: [{http: {numbr: 80, number: 81}}]')).toBe(
      '12:19: spec.ports[0].http.numbr: is no such argument. Did you mean number?',
    );
  });

  test('a word', () => {
    expect(first('discovery: kingpn')).toBe('12:14: spec.discovery = "kingpn": is no Discovery. Did you mean kingpin?');
    expect(first('protocol: HTTP3')).toBe('12:13: spec.protocol = "HTTP3": is none of TrafficProtocol. Did you mean HTTP?');
  });

  test('a kind', () => {
    expect(complaintsAbout(CHART + workload('', { kind: 'PinterestServce' })))
      .toEqual(['8:7: kind = "PinterestServce": is no such kind. Did you mean PinterestService?']);
  });

  test('the version of the API', () => {
    expect(complaintsAbout('apiVersion: platform.pinterest.com/v2\nkind: PinterestApp\nmetadata: {name: a}\n'))
      .toEqual([
        '1:13: apiVersion = "platform.pinterest.com/v2": must be platform.pinterest.com/v1. Write apiVersion: platform.pinterest.com/v1.',
      ]);
  });
});

describe('what is of another form', () => {
  test.each([
    ['scaling: 3', 'spec.scaling = 3: is no Scaling. Write one of between, fixed, keda, behaving'],
    ['scaling: {onCpu: 60}', 'spec.scaling: must be made by a function of Scaling. Write one of between, fixed, keda'],
    ['scaling: {fixed: 1, between: [1, 2]}', 'spec.scaling.between: makes a second Scaling, after fixed. Write one of them.'],
    [
      'scaling: {between: [1]}',
      'spec.scaling.between: must have 2 values, in this order: min, max. Write these, or their names before them.',
    ],
    [
      'scaling: {between: 3}',
      'spec.scaling.between = 3: must be arguments by name, and is a number. Write { min: ... }. Known: min, max.',
    ],
    ['scaling:', 'spec.scaling: has no value. Write one, or remove the line.'],
    [
      'callers: {workload: web}',
      'spec.callers: must be a list, and is a mapping. Write each item in a line that begins with "- ", or all in [ ].',
    ],
    ['stop: 30', 'spec.stop = 30: must be a whole number with a unit: ms, s, m, h or d. Write for example 30s.'],
    ['stop: {of: 3}', 'spec.stop.of: is no function of Duration. Known functions: days, hours, millis, minutes, parse, seconds.'],
    [
      'artifact: {of: {image: a}}',
      'spec.artifact.of: is no function of Artifact. Leave it out, and write what it takes in its place.',
    ],
    ['artifact: {image: a}', 'spec.artifact.version: is missing. Write version ("'],
    ['placement: [{pool: a}, {pool: b}]', 'spec.placement[1].pool: is no function of Placement. '],
    ['owner: {team: a}', 'spec.owner.contact: is missing. Write contact ("'],
    ['replicas: 3', 'spec.replicas: is no such property. Known properties: '],
  ])('%s', (spec, said) => {
    expect(first(spec)).toContain(`: ${said}`);
  });
});

describe('what YAML makes of it', () => {
  test.each([
    [
      'config: {env: {VERSION: 1.10}}',
      'spec.config.env.VERSION = 1.1: must be a string, and 1.10 is the number 1.1 in YAML. Write "1.10", in quotes.',
    ],
    [
      'config: {env: {PORT: 8080}}',
      'spec.config.env.PORT = 8080: must be a string, and 8080 is a number in YAML. Write "8080", in quotes.',
    ],
    [
      'config: {env: {DEBUG: true}}',
      'spec.config.env.DEBUG = true: must be a string, and true is true or false in YAML. Write "true", in quotes.',
    ],
    [
      'config: {env: {MODE: on}}',
      'spec.config.env.MODE = "on": is a string here, and true or false for other readers of YAML. Write "on", in quotes.',
    ],
    [
      'config: {env: {COUNTRY: NO}}',
      'spec.config.env.COUNTRY = "NO": is a string here, and true or false for other readers of YAML. Write "NO", in quotes.',
    ],
    [
      'service: {publishNotReadyAddresses: yes}',
      'spec.service.publishNotReadyAddresses = "yes": is a string in YAML 1.2. Write true.',
    ],
    [
      'security: {user: 0644}',
      'spec.security.user = 644: begins with 0: is 644 here, and an octal number for other readers of YAML. Write 644, or 0o644 for the octal number, which is 420.',
    ],
    [
      'security: {user: 10_000}',
      'spec.security.user = "10_000": must be a number, and is a string, since YAML 1.2 takes no "_". Write 10000.',
    ],
    ['security: {user: "999"}', 'spec.security.user = "999": must be a number, and is a string. Write 999, without quotes.'],
  ])('%s', (spec, said) => {
    expect(complaints(spec).map(line => line.replace(/^\d+:\d+: /, ''))).toEqual([said]);
  });
});

describe('what the constructs say', () => {
  test('is told in the line of the property, as it is written in YAML', () => {
    expect(complaints('scaling: {between: [5, 3], onCpu: 60}'))
      .toEqual(['12:23: [shop/api] spec.scaling.between[0] = 5: must not be above the maximum, 3. Write {between: [3, 5]}.']);
  });

  test('is told in the line of the item of a list that is meant', () => {
    expect(complaints('callers:\n  - workload: api\n  - workload: wbe')[0])
      .toMatch(/^14:17: \[shop\/api\] spec\.callers\[1\]\.workload = "default\/wbe": is not a workload of this app on the /);
  });

  test('is told beside what is wrong with the form', () => {
    expect(complaints('scaling: {between: [5, 3], onCpu: 60}\nstop: 30')).toHaveLength(2);
  });

  test('is not told of a property whose form is wrong', () => {
    expect(
      complaintsAbout(
        `${CHART}---\napiVersion: platform.pinterest.com/v1\nkind: PinterestService\nmetadata: {name: api}\nspec: {}\n`,
      ),
    )
      .toEqual([
        '10:7: spec.container: is missing. Write container ("The application: cdk8s-plus ContainerProps, business logic only").',
      ]);
  });
});

test('all faults of all documents are told at once, in their order', () => {
  const lines = complaintsAbout(`${CHART}${workload('stop: 1')}${workload('stop: 2\nscalin: 3', { name: 'web' })}`);
  expect(lines.map(line => line.split(':')[0])).toEqual(['12', '19', '20']);
});
