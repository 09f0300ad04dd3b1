import pg from 'pg'

type Named = { name: string }

/**
 * The schema as text: tables with their columns, constraints, indexes, policies, triggers, comments; functions; views; rights.
 * For reading and for comparing; ordered, so that two dumps differ only where the schemas do. Made from the catalogue,
 * because the database that ships in npm brings no pg_dump.
 */
export async function dumpSchema(ownerUrl: string, schemas: string[]): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const query = async <Row>(sql: string, values: unknown[] = []) => (await client.query(sql, values)).rows as Row[]
    const parts = ['-- Made by `npm run tessera -- schema`. Do not edit: change a migration instead.']
    for (const schema of schemas) {
      parts.push(`create schema ${schema};`)
      const tables = await query<{ oid: number; name: string }>(
        `select c.oid, c.relname as name from pg_class c where c.relnamespace = to_regnamespace($1) and c.relkind in ('r', 'p') and c.relname not like 'kysely_%' order by 2`,
        [schema],
      )
      for (const table of tables) parts.push(await dumpTable(query, schema, table))
      parts.push(...(await dumpViews(query, schema)), ...(await dumpFunctions(query, schema)))
    }
    return `${parts.join('\n\n')}\n`
  } finally {
    await client.end()
  }
}

type Query = <Row>(sql: string, values?: unknown[]) => Promise<Row[]>

async function dumpTable(query: Query, schema: string, { oid, name }: { oid: number; name: string }): Promise<string> {
  const full = `${schema}.${name}`
  const columns = await query<{ line: string; about: string | null; column: string }>(
    `select format('  %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
              case when a.attgenerated = 's' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
                   when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end,
              case when a.attnotnull then ' not null' else '' end) as line,
            a.attname as column, col_description(a.attrelid, a.attnum) as about
       from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum`,
    [oid],
  )
  const constraints = await query<{ line: string }>(
    `select format('  constraint %I %s', conname, pg_get_constraintdef(oid)) as line from pg_constraint
      where conrelid = $1 and contype <> 'n' and contype <> 't' order by contype <> 'p', conname`,
    [oid],
  )
  const [about] = await query<{ text: string | null }>("select obj_description($1, 'pg_class') as text", [oid])
  const lines = [...columns.map(column => column.line), ...constraints.map(constraint => constraint.line)]
  const statements = [
    ...(about?.text ? [`-- ${about.text}`] : []),
    `create table ${full} (\n${lines.join(',\n')}\n);`,
    ...columns
      .filter(column => column.about)
      .map(column => `comment on column ${full}.${column.column} is ${quote(column.about!)};`),
    ...(await names(
      query,
      `select indexdef || ';' as name from pg_indexes i where schemaname = $2 and tablename = $3
        and not exists (select from pg_constraint k where k.conrelid = $1 and k.conname = i.indexname) order by indexname`,
      [oid, schema, name],
    )),
    ...(await names(
      query,
      `select format('alter table %s %s row level security;', $2::text, u) as name from pg_class c, unnest(array[
        case when relrowsecurity then 'enable' end, case when relforcerowsecurity then 'force' end]) u where c.oid = $1 and u is not null`,
      [oid, full],
    )),
    ...(await names(
      query,
      `select format('create policy %I on %s for %s to %s%s%s;', policyname, $2::text, lower(cmd), array_to_string(roles, ', '),
        coalesce(' using ' || qual, ''), coalesce(' with check ' || with_check, '')) as name from pg_policies where schemaname = $3 and tablename = $4 and $1::oid is not null order by policyname`,
      [oid, full, schema, name],
    )),
    ...(await names(
      query,
      "select pg_get_triggerdef(oid) || ';' as name from pg_trigger where tgrelid = $1 and not tgisinternal order by tgname",
      [oid],
    )),
    ...(await grants(query, oid, full)),
  ]
  return statements.join('\n')
}

async function grants(query: Query, oid: number, full: string): Promise<string[]> {
  return names(
    query,
    `select format('grant %s on %s to %s;', string_agg(lower(a.privilege_type), ', ' order by a.privilege_type), $2::text, a.grantee::regrole) as name
       from pg_class c, aclexplode(c.relacl) a where c.oid = $1 and a.grantee <> c.relowner and a.grantee <> 0 group by a.grantee order by a.grantee::regrole::text`,
    [oid, full],
  )
}

async function dumpViews(query: Query, schema: string): Promise<string[]> {
  return names(
    query,
    `select format('create view %s.%I as\n%s', schemaname, viewname, definition) as name from pg_views where schemaname = $1 order by viewname`,
    [schema],
  )
}

async function dumpFunctions(query: Query, schema: string): Promise<string[]> {
  return names(
    query,
    `select pg_get_functiondef(p.oid) || ';' as name from pg_proc p where p.pronamespace = to_regnamespace($1) and p.prokind in ('f', 'p')
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by p.proname, p.oid::regprocedure::text`,
    [schema],
  )
}

async function names(query: Query, sql: string, values: unknown[]): Promise<string[]> {
  return (await query<Named>(sql, values)).map(row => row.name)
}

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`
