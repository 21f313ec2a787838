import { inYaml } from '../../lib/wording/in-yaml';

test.each([
  ['Write Scaling.between(3, 5).', 'Write {between: [3, 5]}.'],
  ['Write Scaling.between(3, 30).onCpu(60).', 'Write {between: [3, 30], onCpu: 60}.'],
  ['Default: Duration.seconds(30)', 'Default: 30s'],
  ['Write for example Size.gibibytes(1) or Cpu.millis(100).', 'Write for example 1Gi or 100m.'],
  ['Default: Channel.STABLE', 'Default: STABLE'],
  ['one of TrafficProtocol.HTTP, TrafficProtocol.TCP.', 'one of HTTP, TCP.'],
  ['or use Exposure.httpRoute.', 'or use httpRoute.'],
  ['Write Exposure.ingress({ host }).', 'Write {ingress: { host }}.'],
  ['Write Cron.schedule({ minute: \'0\', hour: \'3\' }).', 'Write {schedule: { minute: "0", hour: "3" }}.'],
  ['Write Discovery.none().', 'Write none.'],
  ['Write new Platform({ clusters: [...] }).', 'Write new Platform({ clusters: [...] }).'],
  ['an open bracket Scaling.between(3', 'an open bracket between(3'],
  ['Rename the construct\'s id, for example to "api".', 'Rename it, for example to "api".'],
  ['Write \\{{a}} for the text itself, or ConfigFile.raw(text) if none of it is to be replaced.', 'Write \\{{a}} for the text itself.'],
  ['a sentence. Another one.', 'a sentence. Another one.'],
])('%s', (text, told) => expect(inYaml(text)).toBe(told));
