import { PinterestService } from 'cdk8s-pinterest';
import { EnvValue } from 'cdk8s-plus-27';
import { circularVariables, inOrderOfUse } from '../../lib/pod/env-order';
import { api, BARE, Built, CONTAINER, named } from '../synth';

const env = (values: Record<string, string | undefined>) => Object.entries(values).map(([name, value]) => ({ name, value }));
const values = (texts: Record<string, string>) => (
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, EnvValue.fromValue(text)]))
);
const withEnv = (texts: Record<string, string>) => ({ ...CONTAINER, envVariables: values(texts) });

test.each<[string, Record<string, string | undefined>, string]>([
  ['in their order, if they name none', { B: 'x', A: 'y' }, 'B A'],
  ['after those that they name', { URL: 'http://$(HOST):$(PORT)/', HOST: 'x', PORT: '1' }, 'HOST PORT URL'],
  ['in their order, if it is right', { HOST: 'x', URL: '$(HOST)' }, 'HOST URL'],
  ['over several steps', { A: '$(B)', B: '$(C)', C: 'x', D: 'y' }, 'C B A D'],
  ['whatever is text: $$', { A: '$$(B)', B: 'x' }, 'A B'],
  ['whatever is no variable', { A: '$(NOPE) $(', B: undefined }, 'A B'],
  ['in a circle, all of them', { A: '$(B)', B: '$(A)' }, 'B A'],
])('variables are %s', (_, texts, order) => {
  expect(inOrderOfUse(env(texts)).map(({ name }) => name).join(' ')).toBe(order);
});

test('variables that name themselves are found, and no others', () => {
  const circular = (texts: Record<string, string>) => circularVariables(env(texts)).map(({ name }) => name).sort();
  expect(circular({ A: '$(B)', B: '$(C)', C: '$(B)', D: '$(A)' })).toEqual(['B', 'C']);
  expect(circular({ PATH: '$(PATH):/x' })).toEqual(['PATH']);
  expect(circular({ A: '$(B)', B: '$(C)', C: 'x' })).toEqual([]);
});

test('a long chain is put in order at once', () => {
  const long = env(Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`A${n}`, `$(A${n + 1})`])));
  const start = performance.now();
  expect(inOrderOfUse(long)[0].name).toBe('A49999');
  expect(performance.now() - start).toBeLessThan(2000);
});

test('the application, its sidecars and what is added to its variables are in order', () => {
  const shop = api({ container: withEnv({ URL: '$(HOST)', HOST: 'x' }) }, BARE);
  const { pod } = shop.services.api;
  pod.addEnv('EARLY', EnvValue.fromValue('$(URL)'));
  pod.addSidecar('side', { container: { image: 'x:1', envVariables: values({ URL: '$(HOST)', HOST: 'x' }) } });
  const names = (container: string) => shop.container(container).env.map(({ name }: any) => name)
    .filter((name: string) => ['EARLY', 'URL', 'HOST'].includes(name));
  expect(names('app')).toEqual(['HOST', 'URL', 'EARLY']);
  expect(names('side')).toEqual(['HOST', 'URL']);
  expect(named(shop.container('app').env, 'URL').value).toBe('$(HOST)');
});

test('a circle is refused', () => {
  const built = new Built(chart => {
    const service = new PinterestService(chart, 'api', { container: withEnv({ A: '$(B)', B: '$(A)' }) });
    service.pod.addSidecar('side', { container: { image: 'x:1', envVariables: values({ PATH: '$(PATH):/x' }) } });
  }, BARE);
  const rule = 'refers to itself, which Kubernetes leaves as it is. Write its value.';
  expect(built.errors).toEqual([
    `[chart/api] container.envVariables["B"] = "$(A)": ${rule}`,
    `[chart/api] container.envVariables["A"] = "$(B)": ${rule}`,
    `[chart/api] pod.containers["side"].envVariables["PATH"] = "$(PATH):/x": ${rule}`,
  ]);
});

test('what the configuration says of a variable is not replaced, and a word is said of it', () => {
  const shop = api({ config: { env: { HOST: 'x', URL: 'http://$(HOST)/', OTHER: '$(date) $(NOPE)' } } }, BARE);
  expect(shop.app.plan().problems).toEqual([]);
  expect(shop.app.plan().warnings.map(({ message }) => message)).toEqual([
    'config.env["URL"] = "http://$(HOST)/": has the text "$(HOST)", which is not replaced in a ConfigMap. '
      + 'Write it into container.envVariables, if the value of the variable is meant.',
  ]);
});
