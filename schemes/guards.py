"""Migration operations for the rules the database itself must hold."""

from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation

STAND = """
CREATE OR REPLACE FUNCTION records_stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'A record is never removed (%.%).', TG_TABLE_NAME, OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    -- The one change a record allows: naming, once, the record that replaced it.
    IF TG_NARGS = 0
       AND (to_jsonb(OLD) ->> 'replaced_by_id') IS NULL
       AND (to_jsonb(NEW) - 'replaced_by_id') = (to_jsonb(OLD) - 'replaced_by_id') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A record is never changed; correct it with a new one (%.%).', TG_TABLE_NAME, OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;
"""


class MakeRecordsStand(Operation):
    """The trigger function behind `RecordsStand`."""

    reversible = True

    def state_forwards(self, app_label, state):
        """Nothing in Django's own picture changes."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        schema_editor.execute(STAND, params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        schema_editor.execute("DROP FUNCTION IF EXISTS records_stand()")

    def describe(self):
        return "Make the function that refuses to change or remove a record"


class RecordsStand(Operation):
    """Refuse to change or remove rows of these models; `strict` ones may not even be replaced."""

    reversible = True

    def __init__(self, *models, strict=False):
        self.models, self.strict = models, strict

    def deconstruct(self):
        return self.__class__.__name__, self.models, {"strict": self.strict}

    def state_forwards(self, app_label, state):
        """Nothing in Django's own picture changes."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for name in self.models:
            table = to_state.apps.get_model(app_label, name)._meta.db_table
            schema_editor.execute(
                f"CREATE TRIGGER records_stand BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION records_stand({self._argument()})"
            )

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for name in self.models:
            table = from_state.apps.get_model(app_label, name)._meta.db_table
            schema_editor.execute(f"DROP TRIGGER records_stand ON {table}")

    def _argument(self) -> str:
        return "'strict'" if self.strict else ""

    def describe(self):
        return f"Refuse to change or remove rows of {', '.join(self.models)}"


class KeysStayInScheme(Operation):
    """For each "Model.field", the row pointed at must belong to the same scheme: a composite foreign key."""

    reversible = True

    def __init__(self, *keys):
        self.keys = keys

    def deconstruct(self):
        return self.__class__.__name__, self.keys, {}

    def state_forwards(self, app_label, state):
        """Nothing in Django's own picture changes."""

    @staticmethod
    def _places(app_label, state, key):
        model_name, field_name = key.split(".")
        model = state.apps.get_model(app_label, model_name)
        field = model._meta.get_field(field_name)
        return model._meta.db_table, field.column, field.related_model._meta.db_table

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for key in self.keys:
            table, column, target = self._places(app_label, to_state, key)
            schema_editor.execute(f"CREATE UNIQUE INDEX IF NOT EXISTS {target}_in_scheme ON {target} (scheme_id, id)")
            schema_editor.execute(
                f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_in_scheme FOREIGN KEY (scheme_id, {column}) "
                f"REFERENCES {target} (scheme_id, id) DEFERRABLE INITIALLY DEFERRED"
            )

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for key in self.keys:
            table, column, _ = self._places(app_label, from_state, key)
            schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_{column}_in_scheme")

    def describe(self):
        return f"Keep {', '.join(self.keys)} within one scheme"


class Together(Operation):
    """Several operations as one step: the picture of the models is drawn again once, not after each of them.

    Django draws every model that is linked to a changed one anew after each operation, and here all are linked: a
    migration with many tables took minutes so. New tables are made whole, with the fields and rules added later on.
    """

    reversible = True

    def __init__(self, *operations):
        self.operations = operations
        self._made = {one.name_lower for one in operations if isinstance(one, CreateModel)}

    def deconstruct(self):
        return self.__class__.__name__, self.operations, {}

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # what is not drawn yet is not drawn again
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            if isinstance(operation, CreateModel):
                schema_editor.create_model(to_state.apps.get_model(app_label, operation.name))
            elif operation.model_name_lower not in self._made:
                operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            if isinstance(operation, CreateModel):
                schema_editor.delete_model(from_state.apps.get_model(app_label, operation.name))
            elif operation.model_name_lower not in self._made:
                operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Make {len(self._made)} tables and what belongs to them"
