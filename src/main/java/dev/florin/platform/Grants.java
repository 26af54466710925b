package dev.florin.platform;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the role that Florin works as may do with the tables of the one that owns them: read and write, but only as far as
 * the owner kept that for itself. A script that takes {@code update} and {@code delete} from its own role has made a
 * table to which Florin can add alone.
 */
final class Grants {

    private static final Logger log = LoggerFactory.getLogger(Grants.class);

    /** Without the histories of migrations; of which sets of scripts have been run, no more than to know it. */
    private static final String STATEMENTS = """
            with ours as (
                select c.oid, c.oid::regclass as name, c.relname, c.relowner, c.relacl
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = any(string_to_array(:schemas, ',')) and c.relkind in ('r', 'p', 'v')
                  and c.relowner = (select relowner from pg_class where oid = 'public.migration_run'::regclass)
            )
            select 1 as step, format('grant usage on schema %I to %I', schema, :role) as statement
            from unnest(string_to_array(:schemas, ',')) schema
            union all
            select 2, format('revoke all on %s from %I', name, :role) from ours
            union all
            select 3, format('grant %s on %s to %I', string_agg(kept.privilege_type, ', '), name, :role)
            from ours, lateral aclexplode(coalesce(relacl, acldefault('r', relowner))) kept
            where kept.grantee = relowner and relname <> 'flyway_schema_history'
              and kept.privilege_type = any(case relname when 'migration_run' then '{SELECT}'::text[]
                  else '{SELECT,INSERT,UPDATE,DELETE}' end)
            group by name
            union all
            select 4, format('grant usage on all sequences in schema %I to %I', schema, :role)
            from unnest(string_to_array(:schemas, ',')) schema
            order by step
            """;

    private final JdbcClient owner;

    /** @param owner in a transaction, so that nobody is without in between */
    Grants(JdbcClient owner) {
        this.owner = owner;
    }

    /** @param schemas those that scripts make */
    void to(String role, List<String> schemas) {
        var statements = owner.sql(STATEMENTS)
                .param("schemas", String.join(",", schemas))
                .param("role", role)
                .query((row, _) -> row.getString("statement"))
                .list();
        statements.forEach(statement -> owner.sql(statement).update());
        log.info("Role {} may read and write what it should in {} schemas", role, schemas.size());
    }
}
