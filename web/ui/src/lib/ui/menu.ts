// What a menu lists.
export interface MenuItem {
  label: string;
  run: () => void;
  /** A figure or a key at the end of the line. */
  note?: string;
  /** Given for things that are chosen rather than done. */
  checked?: boolean;
  /** For choosing several at once. */
  keepOpen?: boolean;
  disabled?: boolean;
  danger?: boolean;
  separated?: boolean;
  value?: string;
}
