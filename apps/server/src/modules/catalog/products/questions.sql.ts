import { newTenantUuid } from '@tessera/kernel/ids'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import type { NewQuestion, QuestionChange, QuestionRecord } from './public.ts'

export async function selectQuestions(
  tx: Tx,
  eventId: string,
  questionId: string | null = null,
): Promise<QuestionRecord[]> {
  const { rows } = await sql<QuestionRecord>`
    select event_id, id, asked_of, label, hint, kind, options, required, product_ids::text[] as product_ids, position, archived_at, version
      from questions
     where organizer_id = current_organizer() and event_id = ${eventId} and (${questionId}::uuid is null or id = ${questionId})
     order by archived_at nulls first, position, id
  `.execute(tx)
  return rows
}

export async function insertQuestion(
  tx: Tx,
  organizerId: string,
  eventId: string,
  input: NewQuestion,
): Promise<string> {
  const id = newTenantUuid(organizerId)
  await tx
    .insertInto('questions')
    .values({
      organizerId,
      id,
      eventId,
      askedOf: input.askedOf,
      label: JSON.stringify(input.label),
      hint: JSON.stringify(input.hint ?? {}),
      kind: input.kind,
      options: JSON.stringify(input.options ?? []),
      required: input.required,
      productIds: input.productIds ?? null,
      position: sql<number>`(select coalesce(max(position), 0) + 1 from questions where organizer_id = ${organizerId} and event_id = ${eventId})`,
    })
    .execute()
  return id
}

/** False when the question is of another version by now. */
export async function updateQuestion(
  tx: Tx,
  questionId: string,
  version: number,
  change: QuestionChange,
): Promise<boolean> {
  const row = await tx
    .updateTable('questions')
    .set({
      ...(change.askedOf ? { askedOf: change.askedOf } : {}),
      ...(change.label ? { label: JSON.stringify(change.label) } : {}),
      ...(change.hint ? { hint: JSON.stringify(change.hint) } : {}),
      ...(change.kind ? { kind: change.kind } : {}),
      ...(change.options ? { options: JSON.stringify(change.options) } : {}),
      ...(change.required === undefined ? {} : { required: change.required }),
      ...(change.productIds === undefined ? {} : { productIds: change.productIds }),
      version: sql<number>`version + 1`,
    })
    .where('organizerId', '=', sql<string>`current_organizer()`)
    .where('id', '=', questionId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Answers refer to it, so it is kept and only asked no longer. */
export async function archiveQuestion(tx: Tx, questionId: string, version: number): Promise<boolean> {
  const { rows } = await sql`
    update questions set archived_at = coalesce(archived_at, clock_timestamp()), version = version + 1
     where organizer_id = current_organizer() and id = ${questionId} and version = ${version} returning id
  `.execute(tx)
  return rows.length > 0
}
