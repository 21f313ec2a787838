import { resolve } from 'node:path';
import { Construct } from 'constructs';
import { Doc } from './document';
import { At } from '../reading/reading';

/** By which the library knows what a frontend says of a construct, for tools that show its author their own lines. */
const SOURCE = 'cdk8s-pinterest:source';

export function sourceMetadata(construct: Construct, { place }: Doc, places: ReadonlyMap<string, At>): void {
  const properties = Object.fromEntries([...places].filter(([field]) => field !== '').map(([field, { node }]) => [
    field, { line: node.place.line, column: node.place.column },
  ]));
  construct.node.addMetadata(SOURCE, { ...place, file: resolve(place.file), properties });
}
