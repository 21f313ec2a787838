import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Caller, PinterestApp, PinterestChart, PinterestService, Scaling } from 'cdk8s-pinterest';
import { Cluster, ClusterStage, KubernetesVersion, Platform } from 'cdk8s-pinterest/platform';
import { CONTAINER, freshFolder, OWNER } from './synth';

const ROOT = join(__dirname, '..');
const REPOSITORY = 'https://example.com/cdk8s-pinterest/blob/main/';

// Registries show the README, but no other file.
const whole = readFileSync(join(ROOT, 'README.md'), 'utf8');
const readme = whole.replace(/^```[^]*?^```/gm, '').replace(/`[^`\n]*`/g, '`code`');
const definitions = new Map([...readme.matchAll(/^\[([^\]]+)\]: (\S+)$/gm)].map(([, name, target]) => [name, target]));
const references = [...readme.matchAll(/\]\[([^\]]+)\]/g)].map(([, name]) => name);
const targets = [...readme.matchAll(/\]\(([^)\s]+)[^)]*\)|(?:href|src)="([^"]+)"/g)].map(([, link, html]) => link ?? html)
  .concat(...definitions.values());

/** The anchors of a Markdown text's headings, as repository hosts generate them. */
function anchors(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.*)$/gm)]
    .map(([, title]) => title.toLowerCase().replace(/[^\w\- ]/g, '').replaceAll(' ', '-'));
}

test('the README has links', () => {
  expect(targets.length).toBeGreaterThan(5);
});

test('each reference is defined, and each definition is used', () => {
  expect(new Set(references)).toEqual(new Set(definitions.keys()));
});

test.each(targets)('%s leads somewhere from a registry\'s page', target => {
  if (target.startsWith('#')) {
    expect(anchors(readme)).toContain(target.slice(1));
    return;
  }
  expect(target).toMatch(/^https:\/\//);
  if (!target.startsWith(REPOSITORY)) return;
  const [file, anchor] = target.slice(REPOSITORY.length).split('#');
  expect({ file, exists: existsSync(join(ROOT, file)) }).toEqual({ file, exists: true });
  if (anchor) expect(anchors(readFileSync(join(ROOT, file), 'utf8'))).toContain(anchor);
});

test('the mistakes that it shows are told in its words', () => {
  const cluster = new Cluster({ name: 'prod-east', environment: 'prod', version: KubernetesVersion.V1_37 });
  const app = new PinterestApp({ platform: new Platform({ clusters: [cluster] }), outdir: freshFolder() });
  const chart = new PinterestChart(new ClusterStage(app, cluster), 'pinboard', { namespace: 'pinboard', owner: OWNER });
  new PinterestService(chart, 'api', { container: CONTAINER, callers: [Caller.workload('wbe')] });
  new PinterestService(chart, 'web', { container: CONTAINER, scaling: Scaling.between(5, 3).onCpu(60) });
  const [, shown] = /^## Mistakes\n[^]*?```\n([^]*?)\n```/m.exec(whole)!;
  expect(() => app.synth()).toThrow(new Error(shown));
});
