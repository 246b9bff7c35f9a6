"""Refusals, in the shapes of the API."""


class Refusal(Exception):
    def __init__(self, status, code, message, fields=None):
        super().__init__(f"{status} {code}: {message}")
        self.status, self.code, self.message, self.fields = status, code, message, fields

    def rest(self):
        error = {"message": self.message, "errorCode": self.code}
        if self.fields is not None:
            error["fields"] = self.fields
        return [error]

    def collection(self):
        return {"success": False,
                "errors": [{"statusCode": self.code, "message": self.message, "fields": self.fields or []}]}


def not_found():
    return Refusal(404, "NOT_FOUND", "The requested resource does not exist")
