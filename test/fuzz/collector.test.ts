import * as fs from 'node:fs';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { fuzz, FUZZ_TIMEOUT } from './budget';
import { collected, collectorTest, CREDENTIAL } from './collector-run';
import { containerLogs } from '../../lib/runtime/telemetry/container-logs';
import { logReaderConfig, POSITIONS_FOLDER } from '../../lib/runtime/telemetry/log-reader';
import { facts } from '../../lib/runtime/telemetry/sender';

/** Pieces that mean something to the collector, to YAML or to the container runtime's format of logs. */
const PIECES = [
  '$', '$$', '${', '}', '${env:CREDENTIAL}', '$CREDENTIAL', '${CREDENTIAL}', '$${env:CREDENTIAL}',
  '${file:/proc/self/environ}', 'EXPR(', 'EXPR(env("CREDENTIAL"))', 'env("CREDENTIAL")', ')', '"', '\'', '\\', ': ',
  '# ',
  '- ', '!!binary ', '&a', '*a', '|', '>', '%', '{{', '}}', '{"a":1}', '[', ']', ',', ' ', '\t', 'a', '0', 'true', 'null', '~',
  '2026-11-26T10:00:00.000000000Z stdout F ', '2026-11-26T10:00:00.000000000Z stderr P ', ' F ', '\u0000', '\u0085',
  '\ufeff', 'é', '\u{1f600}',
];
const piece = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ unit: 'grapheme', maxLength: 3 }));
const hostile = fc.array(piece, { maxLength: 12 }).map(parts => parts.join('').replace(/[\r\n]/g, ''));

/** A line of a container's log, as the runtime writes it. */
const logLine = (text: string, tag = 'F', stream = 'stdout') => `2026-11-26T10:00:00.000000000Z ${stream} ${tag} ${text}\n`;

/** Readers leave out white space at the ends of lines, and replace what is no character. */
const asRead = (text: string) => text.replace(/^[\s\u0085\ufeff]+|[\s\u0085\ufeff]+$/gu, '');

const storage = (folder: string) => ({ file_storage: { directory: folder, create_directory: true } });

collectorTest('a value of the configuration arrives as it was written, and no credential with it', () => fuzz(
  fc.asyncProperty(fc.array(hostile, { minLength: 1, maxLength: 60 }), async values => {
    const where = Object.fromEntries(values.map((value, n) => [`value.${n}`, value]));
    const [record] = await collected(1, folder => ({
      receivers: { filelog: { include: [path.join(folder, '*.log')], start_at: 'beginning' } },
      processors: { resource: facts(where) },
      service: { pipelines: { logs: { receivers: ['filelog'], processors: ['resource'], exporters: ['file'] } } },
    }), folder => fs.writeFileSync(path.join(folder, 'a.log'), 'line\n'));
    expect(JSON.stringify(record)).not.toContain(CREDENTIAL);
    expect(record.resource).toMatchObject(where);
  }),
), FUZZ_TIMEOUT);

const name = fc.stringMatching(/^[a-z0-9]([-a-z0-9.]{0,20}[a-z0-9])?$/);
const dnsLabel = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,20}[a-z0-9])?$/);
const pod = fc.record({
  namespace: dnsLabel, pod: name, uid: fc.uuid(), container: dnsLabel, lines: fc.array(hostile, { maxLength: 20 }),
});

collectorTest('a line of a container is its folder\'s, whatever it says', () => fuzz(
  fc.asyncProperty(fc.uniqueArray(pod, { minLength: 1, maxLength: 8, selector: ({ uid }) => uid }), async pods => {
    const count = pods.reduce((sum, { lines }) => sum + lines.length + 1, 0);
    const read = await collected(count, folder => {
      const receivers = JSON.parse(JSON.stringify(containerLogs({ unread: 'platform_telemetry-*_*' } as any, 'file_storage'))
        .replaceAll('/var/log/pods', `${folder}/pods`).replaceAll('"poll_interval":"1s"', '"poll_interval":"50ms"'));
      return {
        receivers,
        extensions: storage(`${folder}/storage`),
        service: {
          extensions: ['file_storage'], pipelines: { logs: { receivers: Object.keys(receivers), exporters: ['file'] } },
        },
      };
    }, folder => {
      for (const { namespace, pod: podName, uid, container, lines } of pods) {
        const logs = path.join(folder, 'pods', `${namespace}_${podName}_${uid}`, container);
        fs.mkdirSync(logs, { recursive: true });
        const parts = lines.map(line => logLine(`:${line}`));
        // A line in parts, and one that never ends.
        const last = logLine(':part', 'P') + logLine(' of a line ') + logLine('\u0001', 'P');
        fs.writeFileSync(path.join(logs, '0.log'), parts.join('') + last);
      }
    });
    expect(JSON.stringify(read)).not.toContain(CREDENTIAL);
    for (const { namespace, pod: podName, uid, container, lines } of pods) {
      const own = read.filter(({ resource }) => resource['k8s.pod.uid'] === uid);
      for (const { resource, attributes } of own) {
        expect(resource).toMatchObject({
          'k8s.namespace.name': namespace, 'k8s.pod.name': podName, 'k8s.container.name': container,
        });
        expect(attributes['log.iostream']).toBe('stdout');
      }
      const expected = [...lines.map(line => `:${line}`), ':part of a line'].map(asRead).sort();
      expect(own.map(({ body }) => asRead(body)).filter(body => body !== '\u0001').sort()).toEqual(expected);
    }
  }),
), FUZZ_TIMEOUT);

/** The reader of a log folder, whose lines go to the test instead of the node's collector. */
function reading(logs: string, folder: string): object {
  const { receivers, extensions } = JSON.parse(JSON.stringify(logReaderConfig(logs, 'http://collector:4318'))
    .replaceAll(POSITIONS_FOLDER, folder).replaceAll('"poll_interval":"500ms"', '"poll_interval":"50ms"'));
  return {
    receivers,
    extensions,
    service: {
      extensions: Object.keys(extensions), pipelines: { logs: { receivers: Object.keys(receivers), exporters: ['file'] } },
    },
  };
}

const fileName = fc.stringMatching(/^[-a-zA-Z0-9_ $%{}()'"*?!~^,;=+@#é]{1,20}[a-zA-Z0-9]$/);

const fileNames = fc.uniqueArray(fileName, { minLength: 1, maxLength: 20 });

collectorTest('a log file is found under any name, and named as the application names it', () => fuzz(
  fc.asyncProperty(fileNames, fc.array(hostile, { minLength: 1, maxLength: 5 }), async (files, lines) => {
    let logs = '';
    const read = await collected(files.length * lines.length, folder => reading(logs, folder), folder => {
      logs = path.join(folder, 'l$og$$env:CREDENTIAL', 'app');
      fs.mkdirSync(logs, { recursive: true });
      fs.symlinkSync('.', path.join(logs, 'loop'));
      files.forEach((file, n) => {
        // Files are known by what they begin with.
        fs.writeFileSync(path.join(logs, file), lines.map((line, m) => `${n} ${m} ${line}\n`).join(''));
      });
    });
    expect(JSON.stringify(read.map(({ body }) => body))).not.toContain(CREDENTIAL);
    const firsts = new Map(read.map(({ body, attributes }) => [asRead(body), attributes['log.file.path']]));
    files.forEach((file, n) => lines.forEach((line, m) => {
      expect(path.basename(firsts.get(asRead(`${n} ${m} ${line}`))!)).toBe(file);
    }));
  }),
), FUZZ_TIMEOUT);

collectorTest('rotation, by renaming and by copying, loses no line and repeats none', async () => {
  const pause = () => new Promise(resolve => setTimeout(resolve, 300));
  const configure = (folder: string) => reading(`${folder}/logs`, folder);
  const read = await collected(60, configure, folder => fs.mkdirSync(`${folder}/logs`), async folder => {
    const file = `${folder}/logs/app.log`;
    let n = 0;
    const write = () => { for (let m = 0; m < 10; m++) fs.appendFileSync(file, `line ${n++}\n`); };
    for (const generation of [1, 2, 3]) {
      write();
      await pause();
      write();
      if (generation % 2 === 1) {
        fs.renameSync(file, `${file}.${generation}`);
      } else {
        // Who copies gives the reader time to see the copy.
        await pause();
        fs.copyFileSync(file, `${file}.${generation}`);
        fs.truncateSync(file);
      }
      await pause();
    }
  });
  expect(read.map(({ body }) => body).sort()).toEqual(Array.from({ length: 60 }, (_, n) => `line ${n}`).sort());
  expect(read.every(({ attributes }) => attributes['log.file.path'].includes('/logs/app.log'))).toBe(true);
}, 60000);
