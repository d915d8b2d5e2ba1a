"""Start assessment, or run one of its commands: `python -m liaison_assessment`."""

from liaison_kit.run import main

if __name__ == "__main__":
    main("liaison_assessment.definition:DEFINITION")
