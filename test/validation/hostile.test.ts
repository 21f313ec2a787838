import { App } from 'cdk8s';
import { PinterestApp } from 'cdk8s-pinterest';
import { PlatformRuntime } from 'cdk8s-pinterest/platform';
import { Construct } from 'constructs';
import { Place, PLACES, pass, placeName, several } from './hostile/routes';
import { HOSTILE, isOfJavaScript } from './hostile/values';
import { EXPORTS, World } from './hostile/world';
import { isA } from '../../lib/validation/look';

/* Whatever plain JavaScript passes to whatever the package exports, it is told in our words what is wrong. */

/** A problem as it is thrown where there is nothing to go on with: it names what was called. */
const THROWN = /^(\[[^]+\] [^]+: [^]+\. [^]+\.|Kubernetes version .+: must look like .+|This plan is of another app\. .+)$/;

beforeEach(() => jest.spyOn(console, 'warn').mockImplementation());

const owners = [...new Set(PLACES.map(({ of }) => typeof of === 'string' ? of : of.owner))];

test.each(owners)('%s tells what is wrong with values of any kind, and throws no error of JavaScript', owner => {
  const own = PLACES.filter(({ of }) => (typeof of === 'string' ? of : of.owner) === owner);
  expect(own.flatMap(place => [
    ...foreignWords(place, value => value),
    ...place.type.many ? foreignWords(place, value => several(place, value)) : [],
  ])).toEqual([]);
});

/** What is not in our words, of all hostile values in one place. */
function foreignWords(place: Place, wrapped: (value: unknown) => unknown): string[] {
  let world = new World();
  const words: string[] = [];
  const tell = (what: string, message: string) => words.push(`${placeName(place)}, ${what}: ${message}`);
  for (const [what, make] of Object.entries(HOSTILE)) {
    try {
      const made = pass(world, place, wrapped(make()));
      look(made);
      if (isA(made, App)) tellAll(told(inhabited(made)), message => tell(what, message));
    } catch (error) {
      if (!isOurs(error)) tell(what, `${(error as Error).stack}`);
      // What has thrown may be half made.
      world = new World();
    }
  }
  tellAll(told(world.app), message => tell('in an app', message));
  return words;
}

function isOurs(error: any): boolean {
  return error.constructor === Error && THROWN.test(error.message) && !isOfJavaScript(error.message);
}

/** Reads what a value object says of itself; a construct says it in an app. */
function look(made: unknown): void {
  if (isA(made, Construct)) return;
  const type = Object.values(EXPORTS).find(each => typeof each === 'function' && isA(made, each));
  if (type === undefined) return;
  for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(type.prototype))) {
    if (get && !name.startsWith('_')) (made as Record<string, unknown>)[name];
  }
  String(made);
}

/** An app that a platform has come to, with what asks it. */
function inhabited(app: App): App {
  const world = new World(app);
  new PlatformRuntime(world.chart, 'runtime');
  return world.workload.node.root as App;
}

function told(app: App): string[] {
  try {
    return (app as PinterestApp).plan().problems.map(({ message }) => message);
  } catch (error) {
    return [`${(error as Error).stack}`];
  }
}

function tellAll(messages: string[], tell: (message: string) => void): void {
  messages.filter(isOfJavaScript).forEach(tell);
}
