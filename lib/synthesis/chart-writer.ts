import { ApiObject, App } from 'cdk8s';
import { Converted, documentsOf } from './manifest';
import { unwritable } from './object-error';
import { ObjectNames } from './object-names';
import { Place, placeOf } from './place';
import { findingOf } from './refuse';
import { objectsInOrder } from './topology';
import { ChartMembers } from './tree';
import { AppDocuments } from '../references/app-documents';
import { Finding } from '../validation/finding';
import { messageOf } from '../validation/message';

/** Converts the objects of charts to documents; reports those that cannot be written, and what is wrong with them together. */
export class ChartWriter {
  public readonly warnings: Finding[] = [];
  private readonly names = new ObjectNames();
  private readonly references = new AppDocuments();
  private readonly convert: (object: ApiObject) => Converted;
  private isWhole = true;

  constructor(app: App, private readonly problems: Finding[]) {
    this.convert = documentsOf(app);
  }

  public documentsOf(members: ChartMembers): Converted[] {
    const { chart } = members;
    const place = placeOf(chart);
    return this.inOrder(members).flatMap(object => (
      this.attemptAt(object).flatMap(converted => this.accepted(place, object, converted))
    ));
  }

  /** The document of an object; none if it cannot be written, which is reported. */
  public attemptAt(object: ApiObject): Converted[] {
    try {
      return [this.convert(object)];
    } catch (error) {
      this.isWhole = false;
      this.problems.push(unwritable(object, error));
      return [];
    }
  }

  /** An object by itself, or undefined where that is a problem of its chart's documents. */
  public written(object: ApiObject): Converted | undefined {
    try {
      return this.convert(object);
    } catch {
      return undefined;
    }
  }

  /** Judges all documents together. @param isComplete whether they are those of all charts */
  public finish(isComplete: boolean): void {
    // What is missing may be what the others refer to.
    for (const { source, problem, isWarning } of this.references.found(isComplete && this.isWhole)) {
      (isWarning ? this.warnings : this.problems).push(findingOf(source.construct.node.path, problem));
    }
  }

  private accepted(place: Place, object: ApiObject, converted: Converted): Converted[] {
    const found = this.names.add(place, converted.document, converted.content);
    this.problems.push(...found);
    // Two objects of one name would also be one file, of which nothing is to be said then.
    if (found.length > 0) return [];
    this.references.add(place.id, object, converted.content);
    return [converted];
  }

  private inOrder(members: ChartMembers): ApiObject[] {
    try {
      return objectsInOrder(members);
    } catch (error) {
      this.isWhole = false;
      this.problems.push({ path: members.chart.node.path, message: messageOf(error) });
      return [];
    }
  }
}
