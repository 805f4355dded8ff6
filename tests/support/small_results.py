"""What a small allocation came to: ``made`` is an allocation, its district and its policy."""

from bsa_xl.allocation import explain


def lines_of(made, name):
    """School id to its line of a component or adjustment that gives each school one."""
    found = ((line.school_id, line) for each in made[0] for line in each.lines)
    return {school_id: line for school_id, line in found if line.component == name}


def cents_of(made, name):
    """School id to what that line comes to."""
    return {school_id: line.cents for school_id, line in lines_of(made, name).items()}


def sentence(made, school_id="0101"):
    """The sentence of a school's last line."""
    return explain(*made, school_id).lines[-1].sentence


def told(made):
    """Every finding as people see it."""
    return [str(each) for each in made[0].findings]
