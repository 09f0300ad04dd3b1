/**
 * The law of the schema, asked of PostgreSQL's own catalog: each rule is a query that gives what breaks it. A table, view,
 * function or grant of tomorrow is judged like those of today; what is allowed on purpose is named here, with its reason.
 */

/** Tables that are nobody's, or are found before it is known whose they are. */
const WITHOUT_TENANT: Record<string, string> = {
  'auth.accounts': 'a person, who may work for several organizers',
  'auth.credentials': 'of an account',
  'auth.sessions': 'of an account',
  'auth.verifications': 'of an address that is not an account yet',
  'public.device_codes':
    'a device that signs in has nothing but its code, and the code is 40 random bits kept as a hash',
  'public.flags': 'of the platform',
  'public.idempotency_keys': 'of whoever asked; their name in it is a hash, the answers are sealed',
  'public.kysely_migration': 'of the platform',
  'public.mailbox': 'of the demo, which has no other mail',
  'public.operators': 'of the platform',
}

/** Tables of tenants that everybody searches across all tenants, by another key. */
const KEYED_FOR_ALL: Record<string, string> = {
  'public.event_slugs': 'an address is one event’s on the whole installation',
  'public.listings': 'what anybody may find, in one order for all organizers',
}

/** Policies that show or give the application more than the one tenant of its transaction. */
const WIDER_POLICIES: Record<string, string> = {
  'organizers.everybody_reads': 'a public profile',
  'event_slugs.everybody_reads': 'addresses of public pages, which say whose they are',
  'listings.everybody_reads': 'what anybody may find',
  'members.own_memberships': 'an account finds the organizers it works for',
}

/** Functions that run with the rights of who made them; there are none, and one needs a very good reason. */
const DEFINER_FUNCTIONS: Record<string, string> = {}

const OURS = `n.nspname in ('public', 'auth', 'audit')`
const named = (allowed: Record<string, string>) =>
  `array[${Object.keys(allowed)
    .map(name => `'${name}'`)
    .join(', ')}]::text[]`

const TABLES = `
  select c.oid, n.nspname || '.' || c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
         (select attnum from pg_attribute a where a.attrelid = c.oid and attname = 'organizer_id' and not attisdropped) as tenant
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p') and ${OURS}`

/** What the application may do with a table, one row for each command. */
const COMMANDS = `
  select t.oid, t.name, m.letter, m.command
    from tables t
    cross join (values ('r', 'SELECT'), ('a', 'INSERT'), ('w', 'UPDATE'), ('d', 'DELETE')) as m (letter, command)
   where t.enabled and (has_table_privilege('tessera_app', t.oid, m.command)
      or m.command <> 'DELETE' and has_any_column_privilege('tessera_app', t.oid, m.command))`

const POLICIES = `
  select p.*, c.relname || '.' || p.polname as name, coalesce(pg_get_expr(polqual, polrelid), '') as using_text,
         coalesce(pg_get_expr(polwithcheck, polrelid), pg_get_expr(polqual, polrelid), '') as check_text,
         polroles && array[0::oid, 'tessera_app'::regrole::oid] as for_app
    from pg_policy p join pg_class c on c.oid = p.polrelid`

const VERBATIM = '(organizer_id = current_organizer())'
const OWN_ROW = '(id = current_organizer())'

export const CATALOG_RULES: Record<string, string> = {
  'a table of a tenant is protected, for its owner too': `
    with tables as (${TABLES})
    select name as fault from tables where tenant is not null and not (enabled and forced) and name <> all (${named(WITHOUT_TENANT)})`,

  'a table without a tenant is one on purpose': `
    with tables as (${TABLES})
    select name as fault from tables where tenant is null and not (enabled and forced) and name <> all (${named(WITHOUT_TENANT)})`,

  'a key of a tenant’s table begins with the tenant': `
    with tables as (${TABLES})
    select t.name as fault from tables t
     where t.tenant is not null and name <> all (${named(WITHOUT_TENANT)}) and name <> all (${named(KEYED_FOR_ALL)})
       and not exists (select 1 from pg_index i where i.indrelid = t.oid and i.indisprimary and i.indkey[0] = t.tenant)`,

  'a reference between tables of tenants carries the tenant on both sides': `
    with tables as (${TABLES})
    select f.name || ' ' || k.conname as fault from pg_constraint k
      join tables f on f.oid = k.conrelid join tables t on t.oid = k.confrelid
     where k.contype = 'f' and f.tenant is not null and t.tenant is not null
       and not exists (select 1 from unnest(k.conkey, k.confkey) as pair (a, b) where a = f.tenant and b = t.tenant)`,

  'whatever the application may do with a protected table, a policy decides': `
    with tables as (${TABLES}), commands as (${COMMANDS}), policies as (${POLICIES})
    select c.name || ' ' || c.command as fault from commands c
     where not exists (
       select 1 from policies p
        where p.polrelid = c.oid and p.for_app and p.polpermissive and p.polcmd::text in ('*', c.letter)
          and (c.letter = 'a' or p.using_text in ('${VERBATIM}', '${OWN_ROW}') or p.name = any (${named(WIDER_POLICIES)}))
          and (c.letter not in ('a', 'w') or p.check_text in ('${VERBATIM}', '${OWN_ROW}')))`,

  'no policy opens more than one tenant to the application, except on purpose': `
    with policies as (${POLICIES})
    select name as fault from policies
     where for_app and polpermissive and name <> all (${named(WIDER_POLICIES)})
       and not ((polcmd = 'a' or using_text in ('${VERBATIM}', '${OWN_ROW}'))
            and (polcmd in ('r', 'd') or check_text in ('${VERBATIM}', '${OWN_ROW}')))`,

  'a view asks with the rights of who asks; those of the audit are not the application’s': `
    select n.nspname || '.' || c.relname as fault from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'v' and ${OURS} and 'security_invoker=true' <> all (coalesce(c.reloptions, '{}'))
       and (n.nspname <> 'audit' or has_any_column_privilege('tessera_app', c.oid, 'SELECT') or has_table_privilege('tessera_app', c.oid, 'SELECT'))`,

  'nothing is copied to where no policy looks': `
    select n.nspname || '.' || c.relname as fault from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('m', 'f') and ${OURS}`,

  'a function lends nobody its maker’s rights, except on purpose and with a fixed search path': `
    select n.nspname || '.' || p.proname as fault from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where (${OURS} or n.nspname = 'jobs') and p.prosecdef
       and (n.nspname || '.' || p.proname <> all (${named(DEFINER_FUNCTIONS)})
            or not exists (select 1 from unnest(p.proconfig) as setting where setting like 'search_path=%'))`,

  'our roles have no powers of their own': `
    select rolname as fault from pg_roles
     where rolname like 'tessera%' and (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolcanlogin or rolreplication)`,

  'nobody has by the way what another role may do': `
    select r.rolname || ' to ' || m.rolname as fault from pg_auth_members x
      join pg_roles r on r.oid = x.roleid join pg_roles m on m.oid = x.member
     where m.rolname like 'tessera%' and (x.inherit_option or x.admin_option or (r.rolname, m.rolname) <> ('tessera_relay', 'tessera_app'))`,

  'the application owns nothing': `
    select c.relname as fault from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relowner in ('tessera_app'::regrole, 'tessera_relay'::regrole, 'tessera_audit'::regrole) and n.nspname <> 'jobs'
        or c.relowner = 'tessera_backup'::regrole and not (n.nspname = 'audit' and c.relkind = 'v')`,

  'no role has more than it needs': `
    select n.nspname || '.' || c.relname || ' ' || a.privilege_type || ' to ' || coalesce(g.rolname, 'everybody') as fault
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      cross join aclexplode(c.relacl) a left join pg_roles g on g.oid = a.grantee
     where ${OURS} and a.grantee <> c.relowner and not case g.rolname
       when 'tessera_app' then n.nspname <> 'audit' and a.privilege_type in ('SELECT', 'INSERT', 'UPDATE', 'DELETE', 'USAGE')
       when 'tessera_relay' then c.relname = 'outbox' and a.privilege_type in ('SELECT', 'UPDATE', 'DELETE')
       when 'tessera_audit' then n.nspname = 'audit' and a.privilege_type = 'SELECT'
       when 'tessera_backup' then a.privilege_type = 'SELECT'
       else false end
    union all
    select n.nspname || ' CREATE to ' || coalesce(g.rolname, 'everybody') from pg_namespace n
      cross join aclexplode(n.nspacl) a left join pg_roles g on g.oid = a.grantee
     where ${OURS} and a.privilege_type = 'CREATE' and a.grantee <> n.nspowner and (n.nspname, g.rolname) <> ('audit', 'tessera_backup')`,
}
