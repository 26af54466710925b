package dev.florin.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors are those of the TypeID specification (valid.yml, invalid.yml). */
class TypeIdTests {

    @ParameterizedTest
    @CsvSource({
        "00000000-0000-0000-0000-000000000000, pay_00000000000000000000000000",
        "00000000-0000-0000-0000-000000000001, pay_00000000000000000000000001",
        "00000000-0000-0000-0000-00000000000a, pay_0000000000000000000000000a",
        "00000000-0000-0000-0000-000000000010, pay_0000000000000000000000000g",
        "00000000-0000-0000-0000-000000000020, pay_00000000000000000000000010",
        "ffffffff-ffff-ffff-ffff-ffffffffffff, pay_7zzzzzzzzzzzzzzzzzzzzzzzzz",
        "0110c853-1d09-52d8-d73e-1194e95b5f19, pay_0123456789abcdefghjkmnpqrs",
        "01890a5d-ac96-774b-bcce-b302099a8057, pay_01h455vb4pex5vsknk084sn02q"
    })
    void isWrittenAsTheSpecificationHasIt(UUID id, String text) {
        assertThat(TypeId.format("pay", id)).isEqualTo(text);
        assertThat(TypeId.parse("pay", text)).contains(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pay",
                "pay_",
                "pay_0123456789abcdefghjkmnpqr",
                "pay_0123456789abcdefghjkmnpqrss",
                "pay_8zzzzzzzzzzzzzzzzzzzzzzzzz",
                "pay_0123456789ABCDEFGHJKMNPQRS",
                "pay_0123456789abcdefghijklmnop",
                "pay_0123456789abcdefghjkmnpqrü",
                "order_00000000000000000000000000",
                "pay-00000000000000000000000000"
            })
    void whatIsNotSuchAnIdIsNotRead(String text) {
        assertThat(TypeId.parse("pay", text)).isEmpty();
    }

    @Test
    void newIdsSortByTimeAndAreOfVersion7() {
        var ids = Stream.generate(TypeId::next).limit(1000).toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.version() == 7);
        var texts = ids.stream()
                .map(id -> TypeId.format("pay", id).substring(0, 13))
                .toList();
        assertThat(texts).isSorted();
    }
}
