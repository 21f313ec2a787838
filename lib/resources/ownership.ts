import { Owner } from '../labels/owner';
import { Attachment } from '../tree/attachment';

/** The owner of a scope and of everything below it. */
export const OWNER = new Attachment<Owner>('Owner');
