"""Every person has a recipient, and is looked at again when their time zone changes.

In the database, because accounts knows nothing of nudges, and whoever changes a person (a
form, the admin, a script) must not be able to forget it (ADR 22).
"""

from django.db import migrations

FORWARD = """
    INSERT INTO nudges_recipient (person_id, look_at) SELECT id, now() FROM accounts_user;

    CREATE FUNCTION nudges_add_recipient() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO nudges_recipient (person_id, look_at) VALUES (NEW.id, now());
        RETURN NULL;
    END $$;
    CREATE TRIGGER nudges_add_recipient AFTER INSERT ON accounts_user
        FOR EACH ROW EXECUTE FUNCTION nudges_add_recipient();

    CREATE FUNCTION nudges_look_again() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE nudges_recipient SET look_at = now() WHERE person_id = NEW.id;
        RETURN NULL;
    END $$;
    CREATE TRIGGER nudges_look_again AFTER UPDATE OF time_zone ON accounts_user
        FOR EACH ROW WHEN (OLD.time_zone IS DISTINCT FROM NEW.time_zone)
        EXECUTE FUNCTION nudges_look_again();
"""
BACKWARD = """
    DROP TRIGGER nudges_look_again ON accounts_user;
    DROP FUNCTION nudges_look_again();
    DROP TRIGGER nudges_add_recipient ON accounts_user;
    DROP FUNCTION nudges_add_recipient();
    DELETE FROM nudges_recipient;
"""


class Migration(migrations.Migration):
    dependencies = [("nudges", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
