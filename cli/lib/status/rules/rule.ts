import { Finding } from '../finding';
import { Surroundings } from '../surroundings';
import { Workload } from '../workload';

/** Finds what is wrong with a workload in one respect. It knows nothing but what it is given. */
export type Rule = (workload: Workload, around: Surroundings) => Finding[];
