export interface Heading {
  readonly id: string;
  readonly text: string;
  readonly depth: number;
}

/** A piece of a rendered text: HTML, or the place where the question with this id is asked. */
export type Piece = { readonly html: string } | { readonly question: string };

export interface Rendered {
  readonly pieces: readonly Piece[];
  readonly headings: readonly Heading[];
}
