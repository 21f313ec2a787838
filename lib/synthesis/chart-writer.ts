import { ApiObject, App } from 'cdk8s';
import { Converted, documentsOf } from './manifest';
import { ObjectNames } from './object-names';
import { Place, placeOf } from './place';
import { PlannedDocument } from './plan';
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

  public documentsOf(members: ChartMembers): PlannedDocument[] {
    const { chart } = members;
    const place = placeOf(chart);
    const objects = this.attempt(chart.node.path, () => objectsInOrder(members)).flat();
    return objects.flatMap(object => (
      this.attempt(object.node.path, () => this.convert(object)).flatMap(converted => this.accepted(place, object, converted))
    ));
  }

  /** Judges all documents together. @param isComplete whether they are those of all charts */
  public finish(isComplete: boolean): void {
    // What is missing may be what the others refer to.
    for (const { source, problem, isWarning } of this.references.found(isComplete && this.isWhole)) {
      (isWarning ? this.warnings : this.problems).push(findingOf(source.construct.node.path, problem));
    }
  }

  private accepted(place: Place, object: ApiObject, { document, content }: Converted): PlannedDocument[] {
    const found = this.names.add(place, document);
    this.problems.push(...found);
    // Two objects of one name would also be one file, of which nothing is to be said then.
    if (found.length > 0) return [];
    this.references.add(place.id, object, content);
    return [document];
  }

  private attempt<T>(path: string, step: () => T): T[] {
    try {
      return [step()];
    } catch (error) {
      this.isWhole = false;
      this.problems.push({ path, message: messageOf(error) });
      return [];
    }
  }
}
