// All that the page is given. It holds no state of its own that could not be lost: progress, runs and the broker's state
// are the session's, which the terminal shares.
import type { Chapter, Course } from '../course/course.ts';
import type { Requirement } from '../setup/doctor/requirement.ts';
import type { Session } from '../watch/session.ts';
import type { Comparison } from './comparison.ts';
import type { BrokerViewer } from './broker/viewer.ts';
import type { Markdown } from './markdown/markdown.ts';

/** What the page can do about the broker; the session tells what came of it. */
export interface BrokerControl {
  /** Looks for a broker, after letting go of the one that is there. */
  find(): void;
  /** Lets go of the broker: one that this workbook started stops. */
  stop(): Promise<void>;
}

export interface PageDeps {
  /** The course as it is on disk now. */
  course(): Course;
  readonly session: Session;
  readonly markdown: Markdown;
  /** Who learns here, without a name: the order of a question's choices goes by it. */
  readonly learner: string;
  readonly viewer: BrokerViewer;
  readonly brokerControl: BrokerControl;
  /** The time now, in milliseconds since 1970. */
  now(): number;
  /** The newest results of the clients. */
  comparison(): Comparison;
  doctor(): Promise<readonly Requirement[]>;
  /** Address of the chapter's notebook in JupyterLab, which is started where it does not run. @throws WorkbookError */
  openNotebook(chapter: Chapter): Promise<string>;
  /** Opens a file of the course in the learner's editor. @throws WorkbookError where there is none. */
  openInEditor(path: string): Promise<void>;
}
