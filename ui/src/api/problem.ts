/** What the service refused, as RFC 9457 says it; also stands for a network that did not answer. */
export interface FieldError {
  row?: number | null;
  field?: string | null;
  code?: string | null;
  detail: string;
  /** The sign of the field's text that could not be read, counted from 0. */
  position?: number | null;
}

interface ProblemBody {
  title?: string;
  status?: number;
  detail?: string;
  code?: string;
  requestId?: string;
  errors?: FieldError[];
}

export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly requestId: string | undefined;
  readonly errors: FieldError[];
  readonly retryAfterSeconds: number | undefined;

  constructor(
    status: number,
    code: string,
    title: string,
    detail: string,
    more: { requestId?: string | undefined; errors?: FieldError[]; retryAfterSeconds?: number | undefined } = {},
  ) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.title = title;
    this.requestId = more.requestId;
    this.errors = more.errors ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds;
  }

  /** Errors of one row of the request, by field; the row defaults to the only one a form sends. */
  byField(row = 0): Map<string, string> {
    const fields = new Map<string, string>();
    for (const error of this.errors) {
      if (error.field && (error.row ?? 0) === row && !fields.has(error.field)) {
        fields.set(error.field, error.detail);
      }
    }
    return fields;
  }

  static unreachable(cause: unknown): Problem {
    const problem = new Problem(
      0,
      'UNREACHABLE',
      'The service did not answer',
      'The service did not answer. It may be restarting or the network may be down; try again in a moment.',
    );
    problem.cause = cause;
    return problem;
  }

  static async of(response: Response): Promise<Problem> {
    const text = await response.text().catch(() => '');
    const body = parse(text);
    const retryAfter = Number(response.headers.get('Retry-After'));
    return new Problem(
      response.status,
      body.code ?? `HTTP_${response.status}`,
      body.title ?? response.statusText,
      body.detail ?? `The service answered ${response.status} without saying why.`,
      {
        requestId: body.requestId ?? response.headers.get('X-Request-Id') ?? undefined,
        errors: Array.isArray(body.errors) ? body.errors : [],
        retryAfterSeconds: Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : undefined,
      },
    );
  }
}

function parse(text: string): ProblemBody {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? (body as ProblemBody) : {};
  } catch {
    return {};
  }
}

/** Anything thrown, as a problem that a panel can show. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  return new Problem(0, 'PAGE_FAULT', 'The page failed', thrown instanceof Error ? thrown.message : String(thrown));
}
