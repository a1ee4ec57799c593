"""The sample season on a real site: the documents and transitions a person would use, in their order."""
