import {
  Call, Caller, Dependency, Exposure, LogFiles, PinterestChart, PinterestService, PinterestTrainingJob, Port, PortAccess,
  PortProxy,
  Scaling, SecretFile, TrainingFramework,
} from 'cdk8s-pinterest';
import { CHROMIUM, closeBrowser, open, VIEWS } from './browser';
import { COLOURS, FOCUSED, MEASURE } from './in-page';
import { explanationFrom } from './recorded';
import { EVERYTHING } from '../../../test/everything';
import { World } from '../../../test/synth';
import { Explanation } from '../../lib/explain/explanation';
import { pageOf } from '../../lib/explain/page/page';

const SERVER = { image: 'registry.example.com/shop/api:1.4.2', portNumber: 8080, command: ['serve'] };

/** A workload with much of what there is. */
const LARGE = (chart: PinterestChart) => new PinterestService(chart, 'it', {
  container: { ...SERVER, portNumber: undefined },
  ports: [
    Port.http(8080), Port.metrics(9090), Port.tcp(
      9000, { name: 'console', access: PortAccess.WORLD, proxy: PortProxy.none('has TLS') },
    ),
  ],
  callers: [Caller.external('web', 'front'), Caller.external('a-workload-with-a-rather-long-name-indeed', 'somewhere-else')],
  calls: [Call.http('catalog', { elsewhere: true }), Call.grpc('ads', 9090, { elsewhere: true })],
  config: { files: { 'app.yaml': 'a: 1\n' }, env: { LEVEL: 'info' } },
  secrets: [SecretFile.value({ path: 'kv/data/db', key: 'password', file: 'password' })],
  dependencies: [Dependency.of({ path: 'models/ranker', mountPath: '/models' })],
  logs: LogFiles.of({ directory: '/var/log/app' }),
  scaling: Scaling.between(3, 30).onCpu(60),
  exposure: Exposure.ingress({ host: 'api.example.com' }).plus(Exposure.httpRoute({ host: 'api.example.com' })),
});

const SMALL = (chart: PinterestChart) => new PinterestService(chart, 'it', { container: SERVER });
const TRAINING = (chart: PinterestChart) => new PinterestTrainingJob(chart, 'it', {
  container: { image: SERVER.image, command: ['train'] },
  framework: TrainingFramework.tensorflow({
    workers: 2,
    parameterServers: 1,
  }),
});

const WORLDS: [string, (chart: PinterestChart) => unknown, World][] = [
  ['a large service', LARGE, EVERYTHING], ['a large service on Kubernetes 1.27', LARGE, { ...EVERYTHING, version: '1.27' }],
  ['a small service', SMALL, {}], ['a training', TRAINING, EVERYTHING],
];

interface Measured {
  readonly wrong: string[];
  readonly drawings: number;
}

interface Focused {
  readonly tag: string;
  readonly label: string;
  readonly stroke?: string;
  readonly open?: boolean;
}

const withChromium = CHROMIUM === undefined ? describe.skip : describe;

withChromium('the page', () => {
  afterAll(closeBrowser);

  describe.each(WORLDS)('of %s', (_what, build, world) => {
    let html: string;
    beforeAll(() => { html = pageOf([explanationFrom(build, world)]); });

    test.each(VIEWS)('is whole at $width px, $scheme: nothing overlaps, flows over or complains', async view => {
      const { page, complaints } = await open(html, view);
      const found = await page.evaluate<Measured>(MEASURE);
      expect(found.wrong).toEqual([]);
      expect(found.drawings).toBeGreaterThan(2);
      expect(complaints).toEqual([]);
      await page.close();
    }, 30000);
  });

  test('can be used with the keyboard alone: a box leads to its field, whose details open', async () => {
    const { page, complaints } = await open(pageOf([explanationFrom(LARGE, EVERYTHING)]), VIEWS[2]);
    const labels: string[] = [];
    const focused = () => page.evaluate<Focused>(FOCUSED);
    for (let n = 0; n < 40 && !labels.at(-1)?.startsWith('sidecar proxy'); n++) {
      await page.keyboard.press('Tab');
      labels.push((await focused()).label);
    }
    expect(labels[0]).toBe('To the objects');
    expect(labels.at(-1)).toContain('mTLS: checks callers, carries calls, drains');
    expect((await focused()).stroke).toBe('4px');
    await page.keyboard.press('Enter');
    await page.waitForFunction('document.activeElement.tagName === "TR"');
    expect(await focused()).toMatchObject({ open: true, label: expect.stringContaining('initContainers[proxy]') });
    expect(complaints).toEqual([]);
    await page.close();
  }, 30000);

  test('finds fields by their words, and says how many', async () => {
    const { page } = await open(pageOf([explanationFrom(LARGE, EVERYTHING)]), VIEWS[2]);
    await page.fill('input[type=search]', 'PLATFORM_OWNER');
    expect(await page.textContent('[role=status]')).toBe('1 field');
    expect(await page.locator('details[open]:visible').count()).toBe(1);
    expect(await page.locator('details:visible').count()).toBe(1);
    await page.fill('input[type=search]', '');
    expect(await page.locator('details:visible').count()).toBeGreaterThan(5);
    await page.close();
  }, 30000);

  test('has text that can be read in both schemes', async () => {
    for (const view of VIEWS.slice(2)) {
      const { page } = await open(pageOf([explanationFrom(SMALL, EVERYTHING)]), view);
      const colours = await page.evaluate<Record<string, string>>(COLOURS);
      for (const text of ['ink', 'faint', 'user', 'focus']) {
        for (const ground of ['paper', 'panel']) expect(contrast(colours[text], colours[ground])).toBeGreaterThanOrEqual(4.5);
      }
      for (const author of ['kind', 'component', 'platform', 'patch']) {
        expect(contrast(colours[author], colours.paper)).toBeGreaterThanOrEqual(3);
      }
      await page.close();
    }
  }, 30000);

  const HOSTILE = '"><img src=x onerror="alert(1)"><script>alert(2)</script>\'&\u202e</title>';

  test('shows what manifests say as text, whatever that is', async () => {
    const hostile = (chart: PinterestChart) => new PinterestService(chart, 'it', {
      container: { ...SERVER, args: [HOSTILE] },
      config: { files: { 'a.html': HOSTILE }, env: { A: HOSTILE } },
      service: { annotations: { 'example.com/a': HOSTILE } },
    });
    const explanation = explanationFrom(hostile, EVERYTHING);
    // Names that the library would refuse: another program may write records, too.
    const renamed = JSON.parse(JSON.stringify({ ...explanation, purposes: [] })) as Explanation;
    const worse = {
      ...renamed,
      purposes: new Map([['traffic', HOSTILE]]),
      place: HOSTILE,
      workload: { ...renamed.workload, name: HOSTILE, team: HOSTILE },
      objects: renamed.objects.map(object => ({ ...object, name: `${object.name}${HOSTILE}`, file: HOSTILE })),
      pods: renamed.pods.map(pod => ({
        ...pod,
        containers: pod.containers.map(container => ({ ...container, name: `${container.name}${HOSTILE}`, image: HOSTILE })),
        volumes: pod.volumes.map(volume => ({ ...volume, name: HOSTILE, of: [HOSTILE] })),
      })),
      calls: [{ name: HOSTILE, host: HOSTILE, port: 1, spiffeId: HOSTILE, variable: HOSTILE }],
    };
    for (const html of [pageOf([explanation]), pageOf([worse])]) {
      const { page, complaints } = await open(html, VIEWS[2]);
      expect(await page.locator('img').count()).toBe(0);
      expect(await page.locator('script').count()).toBe(1);
      expect(await page.locator('[onerror], [style], [onclick]').count()).toBe(0);
      expect(complaints).toEqual([]);
      expect(html).not.toContain('\u202e');
      await page.close();
    }
  }, 30000);

  test('runs nothing but its own script: the policy forbids what would get in', async () => {
    const html = pageOf([explanationFrom(SMALL, EVERYTHING)]).replace('<main>', '<main><script>document.title = "taken"</script>'
      + '<img src="https://example.com/x.png" onerror="document.title = \'taken\'">');
    const { page, complaints } = await open(html, VIEWS[2]);
    expect(await page.title()).toBe('platform/it');
    const refused = complaints.filter(each => each.includes('Content Security Policy')).join('\n');
    expect(refused).toMatch(/script/);
    expect(refused).toMatch(/image/);
    await page.close();
  }, 30000);
});

/** Of two colours such as `#0969da`, by WCAG. */
function contrast(one: string, other: string): number {
  const [light, dark] = [one, other].map(luminance).sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const full = colour.length === 4 ? [...colour.slice(1)].map(digit => digit + digit).join('') : colour.slice(1);
  const [red, green, blue] = [0, 2, 4].map(at => parseInt(full.slice(at, at + 2), 16) / 255)
    .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
