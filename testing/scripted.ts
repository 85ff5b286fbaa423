/** A way to make documents that does what a test says, for tests of those who ask for them. */
export {
  fails,
  hangs,
  type Script,
  scripted,
  writes,
} from '@blossomer/server/generations/scripted';
