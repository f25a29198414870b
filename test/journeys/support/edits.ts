import type { Template } from './local-cloud.ts';

/** Changes members of the definition of the model that a stack is about. */
export function defined(members: Readonly<Record<string, unknown>>): (template: Template) => void {
  return ({ Resources }) => {
    const { Properties } = Object.values(Resources).find(({ Type }) => Type === 'Custom::PerennialModel')!;
    const definition = JSON.parse(Properties.Definition as string) as object;
    Properties.Definition = JSON.stringify({ ...definition, ...members });
  };
}

/** Tells in receipts of rows that come twice. */
export function repeatedRowsTold({ Resources }: Template): void {
  const { Properties } = Object.values(Resources).find(({ Type }) => Type === 'Custom::PerennialModel')!;
  const definition = JSON.parse(Properties.Definition as string) as { contract: { fileRules?: object[] } };
  definition.contract.fileRules = [{ kind: 'duplicates', maxShare: 0.5, severity: 'warn' }];
  Properties.Definition = JSON.stringify(definition);
}

/** Has a person approve every version. */
export const approvedByHand = defined({ approval: { mode: 'manual' } });

/** Has a person approve every version, whether it is better than the champion or not. */
export const approvedAlone = defined({
  approval: { mode: 'manual' },
  gates: [{ kind: 'absolute', metric: 'auc', atLeast: 0.5 }],
});

/** Every version that is any good is approved by itself. */
export const approvedByNobody = defined({
  gates: [{ kind: 'absolute', metric: 'auc', atLeast: 0.5 }],
});

/** Uploads are large from so many bytes on, and judged in pieces of so many. */
export function largeFrom(bytes: number, pieceBytes: number): (template: Template) => void {
  return ({ Resources }) => {
    for (const { Properties } of Object.values(Resources)) {
      const { Variables } = (Properties?.Environment ?? {}) as { Variables?: Record<string, unknown> };
      if (Variables?.LARGE_UPLOAD_BYTES === undefined) continue;
      Variables.LARGE_UPLOAD_BYTES = String(bytes);
      Variables.PIECE_BYTES = String(pieceBytes);
    }
  };
}
