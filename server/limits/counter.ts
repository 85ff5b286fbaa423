/** Counts points of many keys in one window each. There is one in this process, and one that processes share. */
export interface Counter {
  /** Takes all of the points or none of them: what is refused costs nothing. */
  take(key: string, points: number): Promise<Count>;
  giveBack(key: string, points: number): Promise<void>;
  look(key: string): Promise<Count>;
}

export interface Count {
  /** Whether the points could be taken. */
  taken: boolean;
  remaining: number;
  /** Until the window ends; 0 when none has begun. */
  resetMilliseconds: number;
}
