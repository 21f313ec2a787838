import { Entry } from './entry';
import { isName, join, segmentsOf } from './paths';
import { Session, ZooKeeperError } from './zookeeper';

/** A namespace has at most so many folders of services; it takes an empty one away for each that it needs more. */
const MOST_SERVICES = 256;

/** Makes the folders of services. They outlive every session, so each namespace has a limit. */
export class Folders {
  constructor(private readonly session: Session, private readonly environment: string) {}

  /** @throws if the namespace has too many folders already, and entries in all of them */
  public async make({ path, place: { siblings } }: Entry): Promise<void> {
    if (siblings !== undefined) await this.makeRoom(path, siblings.folder, siblings.suffix);
    await this.session.makeFolder(path);
  }

  private async makeRoom(path: string, folder: string, suffix: string): Promise<void> {
    const [own] = segmentsOf(path.slice(folder.length));
    const siblings = await this.siblings(folder, suffix);
    if (siblings.includes(own) || siblings.length < MOST_SERVICES) return;
    for (const name of siblings) await this.removeEmpty(folder, name, suffix !== '');
    if ((await this.siblings(folder, suffix)).length >= MOST_SERVICES) {
      throw new Error(`there are ${MOST_SERVICES} folders like it, and none of them is empty`);
    }
  }

  private async siblings(folder: string, suffix: string): Promise<string[]> {
    const names = (await this.session.children(folder)).filter(name => name.endsWith(suffix) && isName(name));
    // Of this very namespace: what stands before its name has no dot.
    return suffix === '' ? names : names.filter(name => name.indexOf('.') === name.length - suffix.length);
  }

  private async removeEmpty(folder: string, name: string, hasEnvironments: boolean): Promise<void> {
    const service = join(folder, name);
    if (hasEnvironments) await this.remove(join(service, this.environment));
    await this.remove(service);
  }

  /** ZooKeeper itself refuses to remove what is not empty. */
  private async remove(path: string): Promise<void> {
    await this.session.commit({ remove: path }).catch(error => {
      if (!(error instanceof ZooKeeperError) || !['NOT_EMPTY', 'NO_NODE', 'NO_AUTH'].includes(error.code)) throw error;
    });
  }
}
